using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Runs;

public class RunErrorTests
{
    [Theory]
    [InlineData("""{"issues":[{"message":"Required"},{"path":[]}],"name":"ZodError"}""", "ZodError", "2 issues: Required; an issue without a message")]
    [InlineData("\"plain text\"", "", "plain text")]
    [InlineData("42", "", "42")]
    [InlineData("""{"code":7}""", "", """{"code":7}""")]
    [InlineData("""{"name":"E","message":"m"}""", "E", "m")]
    [InlineData("{}", "", "The error's message was lost before it came here.")]
    public void Errors_of_every_shape_have_a_type_and_a_message(string json, string type, string message)
    {
        var error = RunError.FromJson(Json.Of(json));

        Assert.Equal((type, message), (error?.Type, error?.Message));
        Assert.Equal(type.Length == 0 ? message : $"{type}: {message}", error?.ToString());
        Assert.Equal(json == "{}", error?.IsMessageLost);
    }

    [Fact]
    public void Missing_error_and_null_are_not_errors()
    {
        Assert.Null(RunError.FromJson(null));
        Assert.Null(RunError.FromJson(JsonValue.Null));
    }

    [Fact]
    public void A_position_and_further_members_are_kept()
    {
        var error = RunError.Create(new IOException("disk full"), null, "at line 3", ("category", "WriteError"), ("nothing", null));

        Assert.Equal("at line 3", error.Position);
        Assert.Equal("""{"name":"System.IO.IOException","message":"disk full","position":"at line 3","category":"WriteError"}""", error.Json.ToString());
        Assert.Null(error.StackTrace);
        Assert.Null(error.Cause);
    }

    [Fact]
    public void All_errors_of_an_aggregate_are_kept_the_first_as_the_cause()
    {
        var error = RunError.FromException(new AggregateException("two", new IOException("a"), new AggregateException("b", new IOException("c"))));

        Assert.Equal("a", error.Cause?.Message);
        Assert.Equal(
            """[{"name":"System.IO.IOException","message":"a"},{"name":"System.AggregateException","message":"b (c)","cause":{"name":"System.IO.IOException","message":"c"}}]""",
            error.Json.GetMember("errors")?.ToString());
        Assert.Null(RunError.FromException(new AggregateException("one", new IOException("a"))).Json.GetMember("errors"));
    }
}
