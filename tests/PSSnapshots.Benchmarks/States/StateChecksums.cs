namespace PSSnapshots.Benchmarks.States;

/// <summary>The SHA-256 of every generated state, in lower case.</summary>
public static class StateChecksums
{
    /// <summary>The small state.</summary>
    public const string Small = "712dc84e4082a87d72a83fe79945c607575a2ce65e19d26c91de59befa4e820b";

    /// <summary>The small state after change 1.</summary>
    public const string SmallChanged = "483462056873d76572fd07b5b5e766ad50bbf579a1e2731b2a1969f45b770ddc";

    /// <summary>The medium state.</summary>
    public const string Medium = "b5373cc9bd76c3595c1cdf63bbd8ba155a5869632c5e4a4ed57f19f43da58413";

    /// <summary>The medium state after change 1.</summary>
    public const string MediumChanged = "3bd691e5ae9188888e64ec6f8c26328690a62a8f158bff78b4dd21d9f77bf42f";

    /// <summary>The large state.</summary>
    public const string Large = "1f6f4c8ce2f21955e269d65263b5bd274e5715350c719033b2f05a4a63990ddd";

    /// <summary>The large state after change 1.</summary>
    public const string LargeChanged = "8aae0f07db05b37e6ed94d12a347fb7ddbc36744e79a930f615576a9b5def29a";
}
