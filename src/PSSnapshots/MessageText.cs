using System.Globalization;

namespace PSSnapshots;

/// <summary>Messages with what they speak of filled in.</summary>
internal static class MessageText
{
    /// <param name="id">The message's name in Messages.resx, which is the error's id too.</param>
    /// <param name="arguments">What it speaks of.</param>
    public static string Of(string id, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, Messages.ResourceManager.GetString(id, CultureInfo.CurrentUICulture)!, arguments);
}
