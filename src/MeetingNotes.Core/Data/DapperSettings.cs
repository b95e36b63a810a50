using Dapper;

namespace MeetingNotes.Core.Data;

/// <summary>How Dapper reads our rows; set once for the process.</summary>
internal static class DapperSettings
{
    public static void Apply() => DefaultTypeMap.MatchNamesWithUnderscores = true;
}
