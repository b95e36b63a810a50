using MeetingNotes.Core.Data;
using Npgsql;

namespace MeetingNotes.Tests.Data;

public sealed class UnavailableTests
{
    [Theory]
    [InlineData("57P01", true)]
    [InlineData("57P03", true)]
    [InlineData("53300", true)]
    [InlineData("53100", true)]
    [InlineData("08006", true)]
    [InlineData("57014", false)]
    [InlineData("23505", false)]
    [InlineData("42P01", false)]
    public void IsUnavailable_PostgresException_DependsOnState(string state, bool expected)
    {
        var exception = new PostgresException("message", "ERROR", "ERROR", state);

        Assert.Equal(expected, Database.IsUnavailable(exception));
        Assert.Equal(expected, Database.IsUnavailable(new InvalidOperationException("wrapped", exception)));
    }

    /// <summary>What Npgsql says when it knows of several servers and none will do.</summary>
    [Fact]
    public void IsUnavailable_NoSuitableServer_True()
    {
        Assert.True(Database.IsUnavailable(new NpgsqlException("No suitable host was found.")));
        Assert.True(Database.IsUnavailable(new NpgsqlException("Unable to connect to a suitable host.", new AggregateException(new NpgsqlException("a"), new NpgsqlException("b")))));
        Assert.False(Database.IsUnavailable(new NpgsqlException("Exception while reading from stream.", new InvalidCastException("a column"))));
    }
}
