using System.Globalization;
using System.Text;

namespace PSSnapshots.Benchmarks.States;

/// <summary>Numbers, texts and whole step outputs, drawn from one random sequence.</summary>
/// <remarks>The values depend on the order in which they are drawn, so the order is part of the data.</remarks>
internal sealed class RandomValues(uint seed)
{
    /// <summary>The moment at which every generated run starts, in epoch milliseconds.</summary>
    public const long Start = 1_760_000_000_000;

    private const string Vocabulary =
        "alpha beta gamma delta order invoice customer total queue retry worker naïve café 日本 shipped pending region "
        + "eu-west tariff token chunk vector embed agent tool prompt result ledger 🚀 batch";

    private static readonly Word[] Words = [.. Vocabulary.Split(' ').Select(Word.Of)];

    private readonly byte[] _text = new byte[256];
    private readonly byte[] _time = new byte[24];
    private Mulberry _random = new(seed);

    /// <summary>The next number in [0, 1).</summary>
    public double Fraction() => _random.Next();

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>A whole number in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => (int)(Fraction() * bound);

    /// <summary>A number in [0, <paramref name="bound"/>] with as many decimals as <paramref name="scale"/> has zeros.</summary>
    public double Decimal(int bound, int scale) =>
        Math.Round(Fraction() * (bound * (double)scale), MidpointRounding.AwayFromZero) / scale;

    /// <summary>Words of at least the given length in UTF-16 units; they last until the next text is drawn.</summary>
    public ReadOnlySpan<byte> Text(int minimumLength)
    {
        int units = 0;
        int bytes = 0;
        while (units < minimumLength)
        {
            if (units > 0)
            {
                _text[bytes++] = (byte)' ';
                units++;
            }

            Word word = Words[Below(Words.Length)];
            word.Utf8.CopyTo(_text, bytes);
            bytes += word.Utf8.Length;
            units += word.Units;
        }

        return _text.AsSpan(0, bytes);
    }

    /// <summary>Writes a step's output: about 200 bytes, in one of four shapes.</summary>
    public void WriteOutput(CompactJsonWriter json, long id)
    {
        json.BeginObject();
        switch (Below(4))
        {
            case 0: WriteRecord(json, id); break;
            case 1: WriteRows(json); break;
            case 2: WriteMessage(json); break;
            default: WriteMatrix(json); break;
        }

        json.EndObject();
    }

    private void WriteRecord(CompactJsonWriter json, long id)
    {
        json.Property("id"u8, id);
        json.Property("ok"u8, Chance(0.9));
        json.Property("score"u8, Thousandths());
        json.Property("label"u8, Text(24));

        json.Name("tags"u8);
        json.BeginArray();
        for (int i = 0; i < 3; i++) json.Value(Text(8));
        json.EndArray();

        json.Name("nested"u8);
        json.BeginObject();
        json.Property("a"u8, (long)Below(1_000_000));
        json.RawProperty("b"u8, "null"u8);
        json.Name("c"u8);
        json.BeginObject();
        json.Property("deep"u8, Text(30));
        json.EndObject();
        json.EndObject();
    }

    private void WriteRows(CompactJsonWriter json)
    {
        json.Name("rows"u8);
        json.BeginArray();
        for (int i = 0; i < 4; i++)
        {
            json.BeginObject();
            json.Property("k"u8, Text(8));
            json.Property("v"u8, i < 3 ? Thousandths() : Below(9_999_999));
            json.EndObject();
        }

        json.EndArray();
        json.Property("page"u8, (long)Below(50));
        json.Name("next"u8);
        if (Chance(0.5)) json.Null();
        else json.Value(Text(12));
    }

    private void WriteMessage(CompactJsonWriter json)
    {
        ReadOnlySpan<byte> escapedTail = """ \"quoted\"\n\\"""u8;
        ReadOnlySpan<byte> text = Text(110);
        escapedTail.CopyTo(_text.AsSpan(text.Length));
        json.Property("message"u8, _text.AsSpan(0, text.Length + escapedTail.Length));

        json.Name("usage"u8);
        json.BeginObject();
        json.Property("input"u8, (long)Below(5_000));
        json.Property("output"u8, (long)Below(900));
        json.Property("cost"u8, Thousandths() / 1_000);
        json.EndObject();
        json.Property("done"u8, true);
    }

    private void WriteMatrix(CompactJsonWriter json)
    {
        json.Name("matrix"u8);
        json.BeginArray();

        json.BeginArray();
        for (int i = 0; i < 3; i++) json.Value((long)Below(100));
        json.EndArray();

        json.BeginArray();
        for (int i = 0; i < 3; i++) json.Value(Thousandths());
        json.EndArray();

        json.BeginArray();
        json.Value(Below(2) == 1);
        json.Null();
        json.Value(Below(2) == 1);
        json.EndArray();

        json.EndArray();

        json.Name("meta"u8);
        json.BeginObject();
        json.Property("source"u8, Text(20));
        json.Property("at"u8, Time());
        json.Name("keys"u8);
        json.BeginObject();
        json.Property("x"u8, Text(10));
        json.Property("y"u8, (long)Below(1_000_000_000));
        json.EndObject();
        json.EndObject();
    }

    private double Thousandths() => Decimal(bound: 1_000, scale: 1_000);

    private ReadOnlySpan<byte> Time()
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(Start + Below(1_000_000_000));
        _ = time.TryFormat(_time, out int written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return _time.AsSpan(0, written);
    }

    private sealed record Word(byte[] Utf8, int Units)
    {
        public static Word Of(string text) => new(Encoding.UTF8.GetBytes(text), text.Length);
    }
}
