using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using System.Xml;
using CsCheck;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>Generators of the values that scripts use, nested in each other.</summary>
internal static class GenerateValues
{
    public static Gen<string> Text { get; } = Gen.OneOf(
            "a", "B", "0", " ", "/", "~", "\"", "\\", "\n", "\0", "\u007f", "é", "日", "🚀", "\uD800", "\uDC00", "\u2028", "\uFEFF")
        .Array[0, 5].Select(string.Concat);

    private static Gen<DateTime> Time { get; } = Gen.Select(Gen.Long[new DateTime(1900, 1, 1).Ticks, new DateTime(2100, 1, 1).Ticks], Gen.Enum<DateTimeKind>())
        .Select((ticks, kind) => new DateTime(ticks, kind));

    public static Gen<object> Scalar { get; } = Gen.OneOf(
        Box(Text), Box(Gen.Bool), Box(Gen.Char), Box(Gen.Guid), Box(Time), Box(Gen.DateTimeOffset), Box(Gen.DateOnly), Box(Gen.TimeOnly), Box(Gen.TimeSpan),
        Box(Gen.SByte), Box(Gen.Byte), Box(Gen.Short), Box(Gen.UShort), Box(Gen.Int), Box(Gen.UInt), Box(Gen.Long), Box(Gen.Long[-9, 9]), Box(Gen.ULong),
        Box(Gen.Long.Select(number => (nint)number)), Box(Gen.ULong.Select(number => (Int128)number * -3)), Box(Gen.ULong.Select(number => (UInt128)number * 3)),
        Box(Gen.Double), Box(Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0)), Box(Gen.Single), Box(Gen.Single.Select(number => (Half)number)),
        Box(Gen.Decimal), Box(Gen.OneOf(1.10m, 0.00m, decimal.MinValue)), Box(Gen.Long.Select(number => new BigInteger(number) * number)), Box(Gen.Int.Select(number => new BigInteger(number))),
        Box(Gen.Byte.Array[0, 9]), Box(Gen.Byte.Array[4].Select(bytes => new IPAddress(bytes))), Box(Gen.Byte.Array[16].Select(bytes => new IPAddress(bytes))),
        Box(Gen.Int[0, 99].Array[2, 4].Select(parts => Version.Parse(string.Join('.', parts)))),
        Box(Gen.Int[0, 9].Select(number => new SemanticVersion(number, 1, 2, "preview." + number, "build"))),
        Box(Gen.OneOf(new Uri("https://example.com/a b?c=%20#d"), new Uri("a/b", UriKind.Relative))),
        Box(Gen.OneOf(new MailAddress("anna@example.com"), new MailAddress("anna@example.com", "Anna \"Ops\" Ä"))));

    private static Gen<object> Key { get; } = Gen.Frequency((3, Box(Text)), (1, Gen.OneOf(
        Box(Gen.Int), Box(Gen.Long), Box(Gen.Bool), Box(Gen.Char), Box(Gen.Guid), Box(Gen.Decimal), Box(Time), Box(Gen.Byte), Box(Gen.TimeSpan))));

    public static Gen<object?> Value { get; } = Gen.Recursive<object?>((depth, inner) =>
        depth > 3 ? Leaf() : Gen.Frequency((3, Leaf()), (2, Container(inner))));

    private static Gen<object?> Leaf() => Gen.Frequency(
        (1, Gen.Const((object?)null)),
        (9, Scalar.Select(value => (object?)value)),
        (1, Text.Select(text => (object?)XmlOf(text))));

    private static Gen<object?> Container(Gen<object?> inner) => Gen.OneOf(
        Any(inner.Array[0, 3]),
        Any(inner.List[0, 3]),
        Any(inner.Array[0, 3].Select(items => new ArrayList(items))),
        Any(Gen.Int.Array[0, 3]), Any(Gen.Long.Array[0, 3]), Any(Gen.Double.Array[0, 3]), Any(Text.Array[0, 3]), Any(Time.Array[0, 3]), Any(Gen.Bool.Array[0, 3]),
        Any(Gen.Int.Array[0, 3].Array[0, 3].Select(rows => rows.Cast<object?>().ToArray())),
        Any(Gen.Int.List[0, 3]), Any(Text.List[0, 3]), Any(Gen.Guid.List[0, 3]), Any(Text.Array[0, 3].Select(items => new HashSet<string>(items))),
        Any(Gen.Select(Key, inner).Array[0, 4].Select(pairs => Fill(new Hashtable(StringComparer.OrdinalIgnoreCase), pairs))),
        Any(Gen.Select(Key, inner).Array[0, 4].Select(pairs => Fill(new OrderedDictionary(StringComparer.OrdinalIgnoreCase), pairs))),
        Any(inner.Array[2].Select(items => new Hashtable(StringComparer.Ordinal) { ["a"] = items[0], ["A"] = items[1] })),
        Any(Gen.Select(Text, inner).Array[0, 4].Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2))),
        Any(Gen.Select(Text, Gen.Long).Array[0, 4].Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2))),
        Any(Gen.Select(Text, inner).Array[0, 4].Select(Custom)));

    private static IDictionary Fill(IDictionary map, (object Key, object? Value)[] pairs)
    {
        // Two keys with the same text cannot be stored, even if their types differ.
        foreach ((object key, object? value) in pairs.DistinctBy(pair => Convert.ToString(pair.Key, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase))
            map.Add(key, value);
        return map;
    }

    private static PSObject Custom((string Name, object? Value)[] pairs)
    {
        PSObject custom = new();
        foreach ((string name, object? value) in pairs.DistinctBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase))
            if (name.Length > 0) custom.Properties.Add(new PSNoteProperty(name, value));
        return custom;
    }

    private static XmlDocument XmlOf(string text)
    {
        XmlDocument document = new() { PreserveWhitespace = true };
        XmlElement root = document.CreateElement("a");
        root.InnerText = string.Concat(text.Where(XmlConvert.IsXmlChar));
        document.AppendChild(root);
        return document;
    }

    private static Gen<object> Box<T>(Gen<T> gen)
        where T : notnull => gen.Select(value => (object)value);

    private static Gen<object?> Any<T>(Gen<T> gen) => gen.Select(value => (object?)value);
}
