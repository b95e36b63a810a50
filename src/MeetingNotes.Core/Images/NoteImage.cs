using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace MeetingNotes.Core.Images;

/// <summary>
/// An image that is what it says, shows only what can be seen, and can be decoded: no place, camera, comment, thumbnail or
/// appended file. Reading its bytes again gives the very same bytes.
/// </summary>
public sealed partial record NoteImage
{
    public const int MaxBytes = 5_000_000;
    public const int MaxSide = 8_000;
    public const int MaxPixels = 24_000_000;
    public const int MaxNameLength = 100;

    // For the one case where pixels must be written anew: a photograph that is turned by its metadata.
    private const int Quality = 92;

    private NoteImage()
    {
    }

    /// <summary>File name without folder: small letters, digits, hyphen, underscore and full stop.</summary>
    public required string Name { get; init; }
    public required byte[] Bytes { get; init; }
    public required string ContentType { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }
    public required byte[] Sha256 { get; init; }

    /// <summary>Checks the file and takes away everything but the picture, without touching the pixels unless it must be turned.</summary>
    /// <exception cref="ImageRefusedException">The file is too large, is no PNG, JPEG or WebP, is broken, or has an unsuitable name.</exception>
    public static NoteImage Read(byte[] bytes, string name)
    {
        name = name.IsNormalized() ? name : name.Normalize();
        RefuseUnsuitableName(name);
        if (bytes.Length > MaxBytes)
        {
            throw Refused(name, $"är större än {MaxBytes / 1_000_000} MB. Förminska den och försök igen");
        }

        var format = ImageFormat.Of(bytes)
            ?? throw Refused(name, "är varken PNG, JPEG eller WebP. Spara den i något av de formaten och försök igen");
        if (!format.Extensions.Contains(Path.GetExtension(name)))
        {
            throw Refused(name, $"är egentligen {format.Name}. Byt namn på filen så att det slutar på {format.Extensions[0]}");
        }

        var clean = Clean(bytes, format, name);
        if (OriginOf(bytes) is not SKEncodedOrigin.TopLeft and var origin)
        {
            clean = Clean(Turned(bytes, origin, format, name), format, name);
        }

        RefuseUndecodable(clean, format, name);
        return new NoteImage
        {
            Name = name,
            Bytes = clean.Bytes,
            ContentType = format.ContentType,
            Width = clean.Width,
            Height = clean.Height,
            Sha256 = SHA256.HashData(clean.Bytes),
        };
    }

    private static CleanImage Clean(byte[] bytes, ImageFormat format, string name)
    {
        try
        {
            var clean = format.Clean(bytes);
            return clean is { Width: > MaxSide } or { Height: > MaxSide } || (long)clean.Width * clean.Height > MaxPixels
                ? throw Refused(name, $"är {clean.Width} × {clean.Height} bildpunkter. Förminska den till högst {MaxSide} på längsta sidan och {MaxPixels / 1_000_000} miljoner totalt")
                : clean;
        }
        catch (InvalidImageException invalid)
        {
            throw Refused(name, "är skadad eller ovanlig och kan inte läsas. Öppna den i ett bildprogram, spara den på nytt och försök igen", invalid);
        }
    }

    private static SKEncodedOrigin OriginOf(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        return codec?.EncodedOrigin is { } origin and not SKEncodedOrigin.Default ? origin : SKEncodedOrigin.TopLeft;
    }

    private static void RefuseUndecodable(CleanImage image, ImageFormat format, string name)
    {
        using var pixels = Decoded(image.Bytes, format);
        if (pixels is null || pixels.Width != image.Width || pixels.Height != image.Height)
        {
            throw Refused(name, "är skadad och kan inte läsas i sin helhet. Öppna den i ett bildprogram, spara den på nytt och försök igen");
        }
    }

    private static SKBitmap? Decoded(byte[] bytes, ImageFormat format)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != format.Encoding)
        {
            return null;
        }

        var bitmap = new SKBitmap(new SKImageInfo(
            codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    private static byte[] Turned(byte[] bytes, SKEncodedOrigin origin, ImageFormat format, string name)
    {
        using var upright = Decoded(bytes, format)
            ?? throw Refused(name, "är skadad och kan inte läsas i sin helhet. Öppna den i ett bildprogram, spara den på nytt och försök igen");
        var swapped = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = swapped ? (upright.Height, upright.Width) : (upright.Width, upright.Height);
        using var turned = new SKBitmap(upright.Info.WithSize(width, height).WithAlphaType(SKAlphaType.Premul));
        using (var canvas = new SKCanvas(turned))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.SetMatrix(MatrixOf(origin, width, height));
            canvas.DrawBitmap(upright, 0, 0, SKSamplingOptions.Default);
        }

        using var encoded = turned.Encode(format.Encoding, Quality);
        return encoded.ToArray();
    }

    // From stored to shown, as the eight orientations of EXIF are defined; width and height are those of the result.
    private static SKMatrix MatrixOf(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static void RefuseUnsuitableName(string name)
    {
        if (name.Length > MaxNameLength || !SuitableName().IsMatch(name))
        {
            throw new ImageRefusedException(
                "Bildens filnamn går inte att använda. Byt till små bokstäver, siffror och bindestreck, till exempel karta-over-linjerna.png.");
        }
    }

    private static ImageRefusedException Refused(string name, string why, Exception? innerException = null) =>
        new($"Bilden ”{name}” {why}.", innerException);

    [GeneratedRegex(@"\A[a-z0-9åäö][a-z0-9åäö_-]*(\.[a-z0-9åäö_-]+)*\.(png|jpe?g|webp)\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SuitableName();
}
