using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "21")]
public class ComparisonByMeaningTests
{
    [Fact]
    public void Compare_reports_different_errors()
    {
        var one = Sample.Store();
        one.SetError(RunError.FromException(new IOException("disk full")));
        var other = Sample.Store();
        other.SetError(RunError.FromException(new IOException("disk gone")));

        var change = Assert.Single(StateComparison.Compare(one.State, other.State));

        Assert.Equal("/error/message", change.Path);
        Assert.Equal("disk full", change.From);
        Assert.Equal("disk gone", change.To);
    }

    [Fact]
    public void Compare_ignores_member_order_number_spelling_and_escapes()
    {
        var one = Sample.Store();
        one.SetResult(Json.Of("""{"a":1,"b":{"c":[10,"é"],"d":2}}"""));
        var other = Sample.Store();
        other.SetResult(Json.Of("""{"b":{"d":2.0,"c":[1e1,"\u00e9"]},"a":1}"""));

        Assert.Empty(StateComparison.Compare(one.State, other.State));
    }
}
