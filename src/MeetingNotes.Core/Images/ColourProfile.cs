using System.Buffers.Binary;

namespace MeetingNotes.Core.Images;

/// <summary>Says how colours are meant, and must not be a hiding place. Source: ICC.1:2022, 7.2.</summary>
internal static class ColourProfile
{
    private const int HeaderLength = 128;
    private const int SignatureAt = 36;

    /// <summary>A whole profile: as long as it says, with the signature in its header.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> profile) =>
        profile.Length > HeaderLength
        && BinaryPrimitives.ReadUInt32BigEndian(profile) == profile.Length
        && profile[SignatureAt..].StartsWith("acsp"u8);
}
