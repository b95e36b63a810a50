namespace MeetingNotes.Core.Data;

/// <summary>
/// The database cannot be used as things are set up, and a person has to act. The message is Swedish, says what to do and
/// is shown to the operator as it stands, without a stack trace.
/// </summary>
public sealed class DatabaseSetupException : Exception
{
    public DatabaseSetupException(string message)
        : base(message)
    {
    }

    public DatabaseSetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
