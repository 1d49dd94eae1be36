namespace PSSnapshots.Errors;

/// <summary>What the system throws about files, with a message that names the file.</summary>
internal static class SystemFailure
{
    /// <summary>Creates an exception of the same type, so that a catch of that type finds it.</summary>
    /// <param name="cause">What the system threw.</param>
    /// <param name="message">The message.</param>
    /// <param name="path">The file.</param>
    /// <param name="inner">The inner exception; the cause if omitted.</param>
    /// <returns>The exception: an <see cref="IOException"/> if the type is none of those that a script catches by name.</returns>
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
