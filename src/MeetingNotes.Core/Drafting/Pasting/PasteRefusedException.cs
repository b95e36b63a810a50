namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What was pasted or uploaded cannot be used. The message is Swedish, for the writer, and says what to do instead.</summary>
public sealed class PasteRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
