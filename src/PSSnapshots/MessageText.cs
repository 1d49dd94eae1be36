using System.Globalization;

namespace PSSnapshots;

/// <summary>Messages with what they name filled in, safe to show.</summary>
internal static class MessageText
{
    /// <param name="id">The message's name in Messages.resx, which is the error's id too.</param>
    /// <param name="arguments">What the message names. <see cref="TextLines"/> may have several lines.</param>
    public static string Of(string id, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, Messages.ResourceManager.GetString(id, CultureInfo.CurrentUICulture)!, Array.ConvertAll(arguments, Visible));

    private static object? Visible(object? argument) => argument switch
    {
        TextLines lines => VisibleText.Lines(lines.Text),
        IFormattable => argument,
        _ => VisibleText.Of(argument),
    };
}
