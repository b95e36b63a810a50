using Npgsql;

namespace MeetingNotes.Core.Data;

/// <summary>A connection between the questions of one flow of calls. Who asks takes it and gives it back; who asks meanwhile gets another.</summary>
internal sealed class KeptConnection : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private NpgsqlConnection? _idle;
    private bool _isOver;

    /// <summary><c>null</c> when there is none, or somebody has it.</summary>
    public NpgsqlConnection? Take()
    {
        lock (_lock)
        {
            var taken = _idle;
            _idle = null;
            return taken;
        }
    }

    /// <summary>False when the caller must dispose of it: another is kept already, or it is over.</summary>
    public bool Keep(NpgsqlConnection connection)
    {
        lock (_lock)
        {
            if (_isOver || _idle is not null)
            {
                return false;
            }

            _idle = connection;
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        if (Take() is { } connection)
        {
            await connection.DisposeAsync();
        }
    }
}
