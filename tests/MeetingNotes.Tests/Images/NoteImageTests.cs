using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MeetingNotes.Core.Images;
using SkiaSharp;

namespace MeetingNotes.Tests.Images;

public sealed class NoteImageTests
{
    // Stands in for a place, a name, a camera: must never come out.
    private const string Secret = "HEMLIG-PLATS-62.63N";

    public static TheoryData<string, SKEncodedImageFormat, string> Formats => new()
    {
        { "linjer.png", SKEncodedImageFormat.Png, "image/png" },
        { "linjer.jpg", SKEncodedImageFormat.Jpeg, "image/jpeg" },
        { "linjer.jpeg", SKEncodedImageFormat.Jpeg, "image/jpeg" },
        { "linjer.webp", SKEncodedImageFormat.Webp, "image/webp" },
    };

    [Theory, MemberData(nameof(Formats))]
    public void Read_OrdinaryImage_IsDescribed(string name, SKEncodedImageFormat format, string contentType)
    {
        var image = NoteImage.Read(Picture(format), name);

        Assert.Equal((name, contentType, 40, 30), (image.Name, image.ContentType, image.Width, image.Height));
        Assert.Equal(SHA256.HashData(image.Bytes), image.Sha256);
        Assert.Equal(Pixels(Picture(format)), Pixels(image.Bytes));
    }

    [Theory, MemberData(nameof(Formats))]
    public void Read_WithMetadataAndAppendedFile_KeepsOnlyThePicture(string name, SKEncodedImageFormat format, string contentType)
    {
        byte[] loaded = [.. WithMetadata(Picture(format), format, orientation: 1), .. Zip()];
        Assert.Contains(Secret, Encoding.Latin1.GetString(loaded), StringComparison.Ordinal);

        var image = NoteImage.Read(loaded, name);

        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(image.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(image.Bytes), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("PK\u0003\u0004", Encoding.Latin1.GetString(image.Bytes), StringComparison.Ordinal);
        Assert.Equal(Pixels(Picture(format)), Pixels(image.Bytes));
        Assert.Equal(contentType, image.ContentType);
        Assert.Equal(image.Bytes, NoteImage.Read(image.Bytes, name).Bytes);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Read_ItsOwnResult_IsTheSameBytes(string name, SKEncodedImageFormat format, string contentType)
    {
        foreach (var orientation in Enumerable.Range(1, 8))
        {
            var first = NoteImage.Read(WithMetadata(Picture(format), format, orientation), name);
            var second = NoteImage.Read(first.Bytes, name);

            Assert.Equal(first.Bytes, second.Bytes);
            Assert.Equal(contentType, second.ContentType);
        }
    }

    // The fixture's top left corner is red, the rest blue; each orientation says where the viewer must see the red.
    [Theory]
    [InlineData(1, 40, 30, false, false)]
    [InlineData(2, 40, 30, true, false)]
    [InlineData(3, 40, 30, true, true)]
    [InlineData(4, 40, 30, false, true)]
    [InlineData(5, 30, 40, false, false)]
    [InlineData(6, 30, 40, true, false)]
    [InlineData(7, 30, 40, true, true)]
    [InlineData(8, 30, 40, false, true)]
    public void Read_TurnedByMetadata_IsTurnedForGood(int orientation, int width, int height, bool redIsRight, bool redIsBelow)
    {
        var image = NoteImage.Read(WithMetadata(Picture(SKEncodedImageFormat.Jpeg), SKEncodedImageFormat.Jpeg, orientation), "foto.jpg");

        Assert.Equal((width, height), (image.Width, image.Height));
        using var bitmap = SKBitmap.Decode(image.Bytes);
        for (var corner = 0; corner < 4; corner++)
        {
            var (right, below) = ((corner & 1) == 1, (corner & 2) == 2);
            var pixel = bitmap.GetPixel(right ? width - 4 : 3, below ? height - 4 : 3);
            Assert.Equal((right, below) == (redIsRight, redIsBelow), pixel.Red > pixel.Blue);
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void Read_CutAnywhere_IsRefused(string name, SKEncodedImageFormat format, string contentType)
    {
        var picture = Picture(format);
        for (var length = 0; length < picture.Length - 2; length += 7)
        {
            var refused = Assert.Throws<ImageRefusedException>(() => NoteImage.Read(picture[..length], name));
            Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        }

        Assert.StartsWith("image/", contentType, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Read_ChangedAnywhere_IsRefusedOrAFixpoint(string name, SKEncodedImageFormat format, string contentType)
    {
        var random = new Random(format.GetHashCode());
        var loaded = WithMetadata(Picture(format), format, orientation: 1);
        var read = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var changed = (byte[])loaded.Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                var image = NoteImage.Read(changed, name);
                Assert.Equal(image.Bytes, NoteImage.Read(image.Bytes, name).Bytes);
                Assert.Equal(contentType, image.ContentType);
                read++;
            }
            catch (ImageRefusedException)
            {
                // The other right answer.
            }
        }

        Assert.InRange(read, 0, 1_999);
    }

    [Fact]
    public void Read_HugeDimensionsInTheHeader_IsRefusedBeforeDecoding()
    {
        var bomb = Picture(SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 100_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 100_000);
        WriteCrc(bomb.AsSpan(8, 25));

        var refused = Assert.Throws<ImageRefusedException>(() => NoteImage.Read(bomb, "bomb.png"));

        Assert.Contains("100000 × 100000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyPixelsWithShortSides_IsRefused()
    {
        var bomb = Picture(SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 7_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 7_000);
        WriteCrc(bomb.AsSpan(8, 25));

        Assert.Contains("24 miljoner", Assert.Throws<ImageRefusedException>(() => NoteImage.Read(bomb, "bomb.png")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooManyBytes_IsRefused() =>
        Assert.Contains("5 MB", Assert.Throws<ImageRefusedException>(
            () => NoteImage.Read(new byte[NoteImage.MaxBytes + 1], "stor.png")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<?xml version=\"1.0\"?><svg/>")]
    [InlineData("GIF89a\u0001\0\u0001\0\0\0\0;")]
    [InlineData("<html><script>alert(1)</script>")]
    [InlineData("RIFF\0\0\0\0WAVE")]
    [InlineData("")]
    public void Read_OtherContent_IsRefused(string content) =>
        Assert.Throws<ImageRefusedException>(() => NoteImage.Read(Encoding.Latin1.GetBytes(content), "bild.png"));

    [Fact]
    public void Read_ContentOfAnotherFormat_SaysWhatTheNameShouldBe() =>
        Assert.Contains("egentligen JPEG", Assert.Throws<ImageRefusedException>(
            () => NoteImage.Read(Picture(SKEncodedImageFormat.Jpeg), "bild.png")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("../linjer.png")]
    [InlineData("bilder/linjer.png")]
    [InlineData("bilder\\linjer.png")]
    [InlineData("LINJER.PNG")]
    [InlineData("en bild.png")]
    [InlineData(".png")]
    [InlineData(".dold.png")]
    [InlineData("linjer.svg")]
    [InlineData("linjer")]
    [InlineData("a..png")]
    [InlineData("a\0.png")]
    [InlineData("a.png\n")]
    public void Read_UnsuitableName_IsRefused(string name) =>
        Assert.Contains("filnamn", Assert.Throws<ImageRefusedException>(
            () => NoteImage.Read(Picture(SKEncodedImageFormat.Png), name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_DecomposedName_IsComposed() =>
        Assert.Equal("karta-över.png", NoteImage.Read(Picture(SKEncodedImageFormat.Png), "karta-o\u0308ver.png").Name);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_ColourProfile_IsKeptOnlyWhenWhole(bool isWhole)
    {
        var profile = new byte[200];
        BinaryPrimitives.WriteInt32BigEndian(profile, isWhole ? profile.Length : profile.Length + 1);
        "acsp"u8.CopyTo(profile.AsSpan(36));
        "LUT-PROFILE"u8.CopyTo(profile.AsSpan(150));
        var picture = Picture(SKEncodedImageFormat.Jpeg);

        var image = NoteImage.Read([.. picture[..2], .. Segment(0xE2, [.. "ICC_PROFILE\0\u0001\u0001"u8, .. profile]), .. picture[2..]], "foto.jpg");

        Assert.Equal(isWhole, Encoding.Latin1.GetString(image.Bytes).Contains("LUT-PROFILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_WrongCheckSum_IsRefused()
    {
        var picture = Picture(SKEncodedImageFormat.Png);
        picture[^1] ^= 1;

        Assert.Throws<ImageRefusedException>(() => NoteImage.Read(picture, "bild.png"));
    }

    private static byte[] Picture(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(40, 30);
        bitmap.Erase(SKColors.Blue);
        bitmap.Erase(SKColors.Red, new SKRectI(0, 0, 16, 12));
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    private static byte[] Pixels(byte[] image)
    {
        using var bitmap = SKBitmap.Decode(image);
        return bitmap.Bytes;
    }

    private static byte[] WithMetadata(byte[] picture, SKEncodedImageFormat format, int orientation)
    {
        var secret = Encoding.Latin1.GetBytes(Secret);
        return format switch
        {
            SKEncodedImageFormat.Jpeg =>
            [
                .. picture[..2],
                .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]),
                .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. secret]),
                .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. secret]),
                .. Segment(0xFE, secret),
                .. picture[2..],
            ],
            SKEncodedImageFormat.Png =>
            [
                .. picture[..33],
                .. Chunk("tEXt", [.. "Author\0"u8, .. secret]),
                .. Chunk("eXIf", Exif(orientation)),
                .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. secret]),
                .. picture[33..],
            ],
            _ => ExtendedWebP(picture, orientation),
        };
    }

    // Little-endian TIFF: orientation, and a description that holds the secret.
    private static byte[] Exif(int orientation)
    {
        var secret = Encoding.Latin1.GetBytes(Secret + "\0");
        byte[] exif = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0x0E, 1, 2, 0, (byte)secret.Length, 0, 0, 0, 38, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        return [.. exif, .. secret];
    }

    private static byte[] ExtendedWebP(byte[] picture, int orientation)
    {
        byte[] body =
        [
            .. "WEBP"u8,
            .. RiffChunk("VP8X", [0x0C, 0, 0, 0, 39, 0, 0, 29, 0, 0]),
            .. picture[12..],
            .. RiffChunk("EXIF", Exif(orientation)),
            .. RiffChunk("XMP ", Encoding.Latin1.GetBytes(Secret)),
        ];
        return RiffChunk("RIFF", body);
    }

    private static byte[] RiffChunk(string name, byte[] content)
    {
        var head = new byte[8];
        Encoding.Latin1.GetBytes(name, head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), content.Length);
        return [.. head, .. content, .. new byte[content.Length & 1]];
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        return [0xFF, marker, .. length, .. content];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.Latin1.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        WriteCrc(chunk);
        return chunk;
    }

    private static void WriteCrc(Span<byte> chunk)
    {
        var crc = uint.MaxValue;
        foreach (var value in chunk[4..^4])
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], ~crc);
    }

    private static byte[] Zip()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry("gömd.html").Open());
            writer.Write(Secret);
        }

        return file.ToArray();
    }
}
