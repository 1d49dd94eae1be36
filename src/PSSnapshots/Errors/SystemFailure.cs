namespace PSSnapshots.Errors;

/// <summary>Creates exceptions for file errors with a message that names the file.</summary>
internal static class SystemFailure
{
    /// <summary>Creates an exception of the same type as the cause, so that a typed catch handles it.</summary>
    /// <param name="cause">The original exception.</param>
    /// <param name="message">The message.</param>
    /// <param name="path">The file path.</param>
    /// <param name="inner">The inner exception; the cause if omitted.</param>
    /// <returns>The exception, or an <see cref="IOException"/> if the cause has no common file exception type.</returns>
    public static Exception WithMessage(Exception cause, string message, string? path, Exception? inner = null)
    {
        inner ??= cause;
        Exception failure = cause switch
        {
            FileNotFoundException => new FileNotFoundException(message, path, inner),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, inner),
            PathTooLongException => new PathTooLongException(message, inner),
            UnauthorizedAccessException => new UnauthorizedAccessException(message, inner),
            InvalidDataException => new InvalidDataException(message, inner),
            _ => new IOException(message, inner),
        };
        if (cause is IOException or UnauthorizedAccessException) failure.HResult = cause.HResult;
        return failure;
    }
}
