namespace MeetingNotes.Core.Images;

/// <summary>The image cannot be used as it is. The message is Swedish and says what to do.</summary>
public sealed class ImageRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
