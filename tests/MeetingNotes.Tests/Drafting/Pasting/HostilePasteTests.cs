using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using MeetingNotes.Core.Drafting.Pasting;

namespace MeetingNotes.Tests.Drafting.Pasting;

public sealed class HostilePasteTests
{
    // Two seconds on a free machine; the tests share theirs. What grows with a square takes a minute.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    [Fact]
    public void FromFile_ZipBomb_IsRefusedUnopened()
    {
        using var file = Docx.OfBody("<w:p/>", zip => Docx.Write(zip, "word/media/stor.bin", new string('0', 60_000_000)));

        Assert.InRange(file.Length, 1, 1_000_000);
        AssertRefused("överbelasta", () => PastedSource.FromFile("bomb.docx", file));
    }

    [Fact]
    public void FromFile_ManyParts_IsRefused()
    {
        using var file = Docx.OfBody("<w:p/>", zip =>
        {
            for (var part = 0; part < 2_100; part++)
            {
                zip.CreateEntry($"word/media/image{part}.png");
            }
        });

        AssertRefused("överbelasta", () => PastedSource.FromFile("delar.docx", file));
    }

    [Theory]
    [InlineData("""<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>""")]
    [InlineData("""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>""")]
    [InlineData("""<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd"><d/>""")]
    [InlineData("<w:document>")]
    [InlineData("")]
    [InlineData("inte xml \0")]
    [InlineData("""<?xml version="1.0"?><fel/>""")]
    public void FromFile_DocumentThatIsNoDocument_IsRefused(string xml)
    {
        using var file = Docx.Of(new Dictionary<string, string> { ["document.xml"] = xml });

        AssertRefused("skadad", () => PastedSource.FromFile("fel.docx", file));
    }

    [Fact]
    public void FromFile_DoctypeInAnotherPart_IsRefused()
    {
        using var file = Docx.OfBody("<w:p><w:r><w:t>Text</w:t></w:r></w:p>", zip => Docx.Write(zip, "word/fontTable.xml", """<!DOCTYPE a [<!ENTITY x "y">]><a/>"""));

        AssertRefused("skadad", () => PastedSource.FromFile("fel.docx", file));
    }

    [Theory]
    [InlineData("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")]
    [InlineData("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")]
    [InlineData("<x>", "</x>")]
    public void FromFile_VeryDeepDocument_IsRefused(string open, string close)
    {
        using var file = Docx.OfBody(string.Concat(Enumerable.Repeat(open, 20_000)) + "<w:p/>" + string.Concat(Enumerable.Repeat(close, 20_000)));

        AssertRefused("överbelasta", () => PastedSource.FromFile("djup.docx", file));
    }

    [Fact]
    public void FromFile_DeepPartUnderAnotherName_IsNeverOpened()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:sdt>", 50_000)) + string.Concat(Enumerable.Repeat("</w:sdt>", 50_000));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Docx.Write(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Docx.Write(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/deep.bin"/></Relationships>""");
            Docx.Write(zip, "word/document.xml", "<a/>");
            Docx.Write(zip, "word/deep.bin", $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{deep}</w:body></w:document>""");
        }

        file.Position = 0;
        AssertRefused("skadad", () => PastedSource.FromFile("djup.docx", file));
    }

    [Fact]
    public void FromFile_ManyRows_EndsInTime()
    {
        using var file = Docx.OfBody(string.Concat(Enumerable.Repeat("<w:p><w:r><w:t>Rad</w:t></w:r></w:p>", 40_000)));

        Bounded(() => Attempt(() => PastedSource.FromFile("lang.docx", file)));
    }

    [Fact]
    public void FromFile_FiftyMegabytes_IsRefusedWithoutReadingThemAll()
    {
        using var seekable = new CountingStream(50_000_000, canSeek: true);
        using var other = new CountingStream(50_000_000, canSeek: false);

        AssertRefused("20 MB", () => PastedSource.FromFile("stor.docx", seekable));
        AssertRefused("20 MB", () => PastedSource.FromDocx(other));

        Assert.Equal(0, seekable.BytesRead);
        Assert.InRange(other.BytesRead, 20_000_000, 20_200_000);
    }

    [Theory]
    [InlineData("gammal.doc", "D0CF11E0A1B11AE1", ".docx")]
    [InlineData("låst.docx", "D0CF11E0A1B11AE1", "lösenord")]
    [InlineData("underlag.pdf", "255044462D312E37", "pdf")]
    [InlineData("text.rtf", "7B5C727466312020", "rtf")]
    [InlineData("bild.docx", "89504E470D0A1A0A0000", "slutar på .docx")]
    [InlineData("bild.txt", "89504E470D0A1A0A0000", "slutar på .docx")]
    [InlineData("program.exe", "4D5A900003000000", "slutar på .docx")]
    [InlineData("data.csv", "613B623B63", "slutar på .docx")]
    [InlineData("tom.txt", "", "ingen text")]
    [InlineData("halv.docx", "504B0304FFFF", "skadad")]
    [InlineData("brev.docx", "68656A2068656A", "ingen Word-fil")]
    public void FromFile_WrongKind_IsRefusedWithWhatToDo(string name, string bytes, string words) =>
        AssertRefused(words, () => PastedSource.FromFile(name, new MemoryStream(Convert.FromHexString(bytes))));

    [Fact]
    public void FromFile_OpenDocument_IsRefusedWithWhatToDo()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Docx.Write(zip, "mimetype", "application/vnd.oasis.opendocument.text");
            Docx.Write(zip, "content.xml", "<a/>");
        }

        file.Position = 0;
        AssertRefused("OpenDocument", () => PastedSource.FromFile("text.odt", file));
    }

    [Fact]
    public void FromFile_PointsToOtherComputers_FetchesNothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";
        using var file = Docx.Of(new Dictionary<string, string>
        {
            ["document.xml"] =
                """
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body><w:p><w:r><w:t>Text om bussar.</w:t></w:r><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Fjärrbild"/><a:graphic><a:graphicData><a:blip r:link="rId7"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:body></w:document>
                """,
            ["links.txt"] = $"rId7 {address}",
        });

        var fromWord = PastedSource.FromFile("fjärr.docx", file);
        var fromHtml = PastedSource.FromHtml($"""<link rel=stylesheet href="{address}"><p>Text<img src="{address}" alt="Fjärrbild"><iframe src="{address}"></iframe><script src="{address}"></script></p>""");

        Assert.False(listener.Pending());
        Assert.Contains("En bild togs inte med: Fjärrbild. Lägg in den själv.", fromWord.Remarks);
        Assert.Contains("En bild togs inte med: Fjärrbild. Lägg in den själv.", fromHtml.Remarks);
    }

    [Theory]
    [InlineData("<div>", 20_000)]
    [InlineData("<b>", 20_000)]
    [InlineData("<b><p>", 5_000)]
    [InlineData("<font><p><i>", 3_000)]
    [InlineData("<blockquote>", 10_000)]
    [InlineData("<table><tr><td>", 10_000)]
    [InlineData("<ul><li>", 10_000)]
    [InlineData("<a href=#x><table>", 5_000)]
    [InlineData("<svg><g>", 10_000)]
    [InlineData("<p>a", 200_000)]
    [InlineData("<p><!-- - -->", 100_000)]
    public void FromHtml_TangledMarkup_EndsInTime(string piece, int times)
    {
        var html = string.Concat(Enumerable.Repeat(piece, times));

        // A browser's parser turns some of it into something flat, and that may be read.
        Bounded(() => Attempt(() => PastedSource.FromHtml(html + "slut")));
    }

    [Theory]
    [InlineData("<li>a</li>", 20_000)]
    [InlineData("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>x</p>", 9_000)]
    [InlineData("<a href=#a name=b>1</a><a href=#b name=a>1</a>", 10_000)]
    [InlineData("<table><tr><td colspan=1000000000 rowspan=1000000000>x</table>", 5_000)]
    [InlineData("<table><tr><td colspan=1000 rowspan=65534>x<tr><td>y</table>", 2_000)]
    [InlineData("<style>.a{font-weight:bold}.b{}}}</style>", 10_000)]
    [InlineData("<p class='a b c d e f g h' style='font-weight:bold;font-style:italic'>x</p>", 20_000)]
    [InlineData("<b>a</b><i>*</i>_", 12_000)]
    [InlineData("a<br>", 40_000)]
    [InlineData("h*_~^[`|&#1;", 60_000)]
    [InlineData("&lt;", 300_000)]
    public void FromHtml_ManyOfAnything_EndsInTime(string piece, int times)
    {
        var html = string.Concat(Enumerable.Repeat(piece, times));

        Bounded(() => Attempt(() => PastedSource.FromHtml(html)));
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("– ")]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("1. a\n")]
    [InlineData("– a\n")]
    [InlineData("Rad\n\n")]
    [InlineData("\n")]
    [InlineData("- a\n  b\n")]
    [InlineData("aaaa.")]
    [InlineData("|a")]
    [InlineData("Från: a\n")]
    [InlineData("\0")]
    [InlineData("\uD800")]
    [InlineData("a")]
    [InlineData("# Nästa möte\n\na\n\n")]
    [InlineData("Den 1 maj ")]
    public void FromText_ManyOfAnything_EndsInTime(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 390_000 / piece.Length));

        Bounded(() => Attempt(() => PastedSource.FromPlainText(text)));
        Bounded(() => Attempt(() => PastedSource.FromMarkdown(text)));
    }

    [Fact]
    public void FromHtml_TwoMegabytes_IsRefusedButPicturesDoNotCount()
    {
        var picture = $"<p>Text<img alt='Karta' src='data:image/png;base64,{new string('A', 3_000_000)}'></p>";

        AssertRefused("2 MB", () => PastedSource.FromHtml($"<p>{new string('a', 2_000_001)}</p>"));
        Assert.Equal(["En bild togs inte med: Karta. Lägg in den själv."], PastedSource.FromHtml(picture).Remarks);
    }

    [Fact]
    public void FromText_TooLong_IsRefused()
    {
        AssertRefused("för lång", () => PastedSource.FromPlainText(new string('a', 400_001)));
        AssertRefused("för lång", () => PastedSource.FromMarkdown(new string('a', 400_001)));
        AssertRefused("10 000 stycken", () => PastedSource.FromPlainText(string.Concat(Enumerable.Repeat("Rad.\n\n", 10_001))));
        AssertRefused("för lång", () => PastedSource.FromHtml(string.Concat(Enumerable.Repeat($"<p>{new string('a', 100)}</p>", 4_500))));
    }

    private static void Attempt(Func<PastedText> read)
    {
        try
        {
            _ = PastedNoteReader.Read(read(), PastedFixture.Bodies, PastedFixture.Today);
        }
        catch (PasteRefusedException)
        {
            // An answer, too.
        }
    }

    private static void AssertRefused(string words, Func<PastedText> read)
    {
        var refusal = Assert.Throws<PasteRefusedException>(() => Bounded(() => read()));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static void Bounded(Action act)
    {
        var start = Stopwatch.GetTimestamp();
        act();
        var time = Stopwatch.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper?.WriteLine($"{time.TotalMilliseconds:N0} ms");
        Assert.True(time < MaxTime, $"{time.TotalSeconds:N1} s");
    }

    private sealed class CountingStream(long length, bool canSeek) : Stream
    {
        private long _position;

        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => canSeek;
        public override bool CanWrite => false;
        public override long Length => canSeek ? length : throw new NotSupportedException();

        public override long Position
        {
            get => canSeek ? _position : throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _position);
            _position += read;
            BytesRead += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
