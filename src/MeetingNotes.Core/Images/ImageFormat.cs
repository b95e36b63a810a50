using SkiaSharp;

namespace MeetingNotes.Core.Images;

/// <summary>The picture alone, and its size in pixels as the file's head says it.</summary>
internal sealed record CleanImage(byte[] Bytes, int Width, int Height);

/// <summary>Not built as its format says.</summary>
internal sealed class InvalidImageException(string reason) : Exception(reason);

/// <summary>The three formats, known by their content and never by their name.</summary>
internal sealed record ImageFormat(
    string Name, string ContentType, IReadOnlyList<string> Extensions, SKEncodedImageFormat Encoding, Func<byte[], CleanImage> Clean)
{
    private static readonly ImageFormat Png = new("PNG", "image/png", [".png"], SKEncodedImageFormat.Png, PngFile.Clean);
    private static readonly ImageFormat Jpeg = new("JPEG", "image/jpeg", [".jpg", ".jpeg"], SKEncodedImageFormat.Jpeg, JpegFile.Clean);
    private static readonly ImageFormat WebP = new("WebP", "image/webp", [".webp"], SKEncodedImageFormat.Webp, WebPFile.Clean);

    public static ImageFormat? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(PngFile.Signature) ? Png
        : bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? Jpeg
        : bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? WebP
        : null;
}
