using System.Globalization;
using System.Numerics;
using System.Text;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>Specifies how to write equivalent JSON texts.</summary>
internal enum Spelling
{
    /// <summary>Compact text.</summary>
    Plain,

    /// <summary>With white space between all tokens.</summary>
    Spaced,

    /// <summary>With every character escaped, numbers with exponents, and members in reverse.</summary>
    Odd,
}

/// <summary>A JSON value, independent of how it is written.</summary>
internal abstract record Tree
{
    /// <summary>A key that is equal for two trees if and only if they are equivalent.</summary>
    public abstract string Meaning { get; }

    public string Write(Spelling spelling)
    {
        var text = new StringBuilder();
        Write(text, spelling);
        return text.ToString();
    }

    public JsonValue ToValue() => JsonValue.FromJson(Write(Spelling.Plain));

    public sealed override string ToString() => Write(Spelling.Plain);

    protected abstract void Write(StringBuilder text, Spelling spelling);

    private static string Blank(Spelling spelling) => spelling == Spelling.Spaced ? " \n" : "";

    internal sealed record Literal(string Name) : Tree
    {
        public override string Meaning => Name;

        protected override void Write(StringBuilder text, Spelling spelling) => text.Append(Name);
    }

    internal sealed record Number(BigInteger Digits, int Power) : Tree
    {
        public override string Meaning
        {
            get
            {
                var (digits, power) = (Digits, Power);
                if (digits.IsZero) return "#0e0";
                while ((digits % 10).IsZero) (digits, power) = (digits / 10, power + 1);
                return string.Create(CultureInfo.InvariantCulture, $"#{digits}e{power}");
            }
        }

        protected override void Write(StringBuilder text, Spelling spelling)
        {
            var digits = Digits.ToString(CultureInfo.InvariantCulture);
            if (spelling == Spelling.Odd) text.Append(CultureInfo.InvariantCulture, $"{digits}.000E{(Power < 0 ? "" : "+")}{Power}");
            else if (Power == 0) text.Append(digits);
            else text.Append(CultureInfo.InvariantCulture, $"{digits}e{Power}");
        }
    }

    internal sealed record Text(string Value) : Tree
    {
        public override string Meaning => "'" + Hex(Value, "");

        public static void Quote(StringBuilder text, string value, Spelling spelling)
        {
            text.Append('"');
            foreach (var unit in value)
            {
                if (spelling == Spelling.Odd || unit < ' ' || char.IsSurrogate(unit)) text.Append(Hex(unit.ToString(), "\\u"));
                else if (unit is '"' or '\\') text.Append('\\').Append(unit);
                else text.Append(unit);
            }
            text.Append('"');
        }

        protected override void Write(StringBuilder text, Spelling spelling) => Quote(text, Value, spelling);

        private static string Hex(string value, string before) =>
            string.Concat(value.Select(unit => before + ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));
    }

    internal sealed record Items(IReadOnlyList<Tree> All) : Tree
    {
        public override string Meaning => $"[{string.Join(',', All.Select(item => item.Meaning))}]";

        protected override void Write(StringBuilder text, Spelling spelling)
        {
            text.Append('[').Append(Blank(spelling));
            for (var i = 0; i < All.Count; i++)
            {
                if (i > 0) text.Append(',').Append(Blank(spelling));
                All[i].Write(text, spelling);
                text.Append(Blank(spelling));
            }
            text.Append(']');
        }
    }

    internal sealed record Members(IReadOnlyList<KeyValuePair<string, Tree>> All) : Tree
    {
        public override string Meaning =>
            $"{{{string.Join(',', All.Select(member => $"{new Text(member.Key).Meaning}:{member.Value.Meaning}").Order(StringComparer.Ordinal))}}}";

        protected override void Write(StringBuilder text, Spelling spelling)
        {
            text.Append('{').Append(Blank(spelling));
            var first = true;
            foreach (var (name, value) in spelling == Spelling.Odd ? All.Reverse() : All)
            {
                if (!first) text.Append(',').Append(Blank(spelling));
                first = false;
                Text.Quote(text, name, spelling);
                text.Append(Blank(spelling)).Append(':').Append(Blank(spelling));
                value.Write(text, spelling);
                text.Append(Blank(spelling));
            }
            text.Append('}');
        }
    }
}
