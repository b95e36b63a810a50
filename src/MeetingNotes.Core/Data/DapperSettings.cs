using System.Data;
using Dapper;

namespace MeetingNotes.Core.Data;

/// <summary>How Dapper reads our rows; set once for the process.</summary>
internal static class DapperSettings
{
    public static void Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new ListHandler<string>());
        SqlMapper.AddTypeHandler(new ListHandler<int>());
    }

    /// <summary>An array column as the read-only list that our records have.</summary>
    private sealed class ListHandler<T> : SqlMapper.TypeHandler<IReadOnlyList<T>>
    {
        public override void SetValue(IDbDataParameter parameter, IReadOnlyList<T>? value) => parameter.Value = value?.ToArray() ?? (object)DBNull.Value;

        public override IReadOnlyList<T> Parse(object value) => (T[])value;
    }
}
