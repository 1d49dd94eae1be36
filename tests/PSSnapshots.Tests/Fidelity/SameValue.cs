using System.Collections;
using System.Management.Automation;
using System.Xml;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>Checks that two values are the same to the last bit, with the same types at every level.</summary>
internal static class SameValue
{
    public static void Check(object? expected, object? actual)
    {
        object? want = Bare(expected), have = Bare(actual);
        Assert.Equal(want?.GetType(), have?.GetType());
        switch (want)
        {
            case null:
                break;
            case PSObject custom:
                Assert.Equal(custom.Properties.Select(property => property.Name), ((PSObject)have!).Properties.Select(property => property.Name));
                foreach (PSPropertyInfo property in custom.Properties) Check(property.Value, ((PSObject)have).Properties[property.Name].Value);
                break;
            case Hashtable table:
                Assert.Equal(table.Count, ((Hashtable)have!).Count);
                foreach (DictionaryEntry entry in table)
                {
                    Assert.Contains(((Hashtable)have).Keys.Cast<object>(), key => key.GetType() == entry.Key.GetType() && key.Equals(entry.Key));
                    Check(entry.Value, ((Hashtable)have)[entry.Key]);
                }

                break;
            case IDictionary map:
                CheckAll(map.Keys, ((IDictionary)have!).Keys);
                CheckAll(map.Values, ((IDictionary)have).Values);
                break;
            case XmlDocument document:
                Assert.Equal(document.OuterXml, ((XmlDocument)have!).OuterXml);
                break;
            case string:
                Assert.Equal(want, have);
                break;
            case IEnumerable items:
                CheckAll(items, (IEnumerable)have!);
                break;
            case double number:
                Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits((double)have!));
                break;
            case DateTime time:
                Assert.Equal((time, time.Kind), ((DateTime)have!, ((DateTime)have!).Kind));
                break;
            case decimal number:
                Assert.Equal((number, number.Scale), ((decimal)have!, ((decimal)have!).Scale));
                break;
            default:
                Assert.Equal(want, have);
                break;
        }
    }

    private static void CheckAll(IEnumerable expected, IEnumerable actual)
    {
        object?[] want = [.. expected.Cast<object?>()], have = [.. actual.Cast<object?>()];
        Assert.Equal(want.Length, have.Length);
        for (int i = 0; i < want.Length; i++) Check(want[i], have[i]);
    }

    /// <summary>Removes the PSObject wrapper, unless the wrapper has the properties.</summary>
    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;
}
