using System.Globalization;

namespace PSSnapshots;

/// <summary>Formats messages from the resource file. Control characters in arguments are made visible.</summary>
internal static class MessageText
{
    /// <param name="id">The name of the message in Messages.resx, which is also the error ID.</param>
    /// <param name="arguments">The arguments of the message. <see cref="TextLines"/> can have several lines.</param>
    public static string Of(string id, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, Messages.ResourceManager.GetString(id, CultureInfo.CurrentUICulture)!, Array.ConvertAll(arguments, Visible));

    private static object? Visible(object? argument) => argument switch
    {
        TextLines lines => VisibleText.Lines(lines.Text),
        IFormattable => argument,
        _ => VisibleText.Of(argument),
    };
}
