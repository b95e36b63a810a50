namespace MeetingNotes.Tests.Testing;

internal static class TestRun
{
    /// <summary>Whether every promise is tried in its whole: <c>eng/test --full</c>. Otherwise in a form that fits in minutes.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("NOTERAT_TEST_FULL") == "1";
}
