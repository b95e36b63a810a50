using System.Text;
using MeetingNotes.Core.Links;

namespace MeetingNotes.Tests.Links;

public sealed class ArchivedPdfTests
{
    [Fact]
    public void Check_APlainFile_LetsItThrough()
    {
        ArchivedPdf.Check(SmallPdf.Plain());
        ArchivedPdf.Check(SmallPdf.Packed());
    }

    [Fact]
    public void Check_AFileThatOpensAtAPage_LetsItThrough() =>
        ArchivedPdf.Check(SmallPdf.Plain("/OpenAction << /S /GoTo /D [3 0 R /Fit] >> /Names << /Dests << >> >>", "<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://www.example.se) >> >>"));

    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")]
    [InlineData("/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>")]
    [InlineData("/AA << /WC << /S /Launch /F (cmd.exe) >> >>")]
    [InlineData("/Names << /EmbeddedFiles << /Names [] >> >>")]
    [InlineData("/AcroForm << /XFA 3 0 R >>")]
    [InlineData("/A [[<< /S /SubmitForm >>]]")]
    [InlineData("/A << /S /ImportData >>")]
    [InlineData("/A << /Subtype /RichMedia >>")]
    [InlineData("/A << /Subtype /FileAttachment >>")]
    public void Check_SomethingThatActs_IsRefusedWhereverItStands(string part)
    {
        Assert.Contains("körs av sig självt", Refusal(SmallPdf.Plain(part)), StringComparison.Ordinal);
        Assert.Contains("körs av sig självt", Refusal(SmallPdf.Packed(part)), StringComparison.Ordinal);
        Assert.Contains("körs av sig självt", Refusal(SmallPdf.Plain("", $"<< {part} >>")), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DeeplyNested_IsRefused() => Refusal(SmallPdf.Plain("/A " + new string('[', 5_000) + new string(']', 5_000)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_AFileThatUnpacksToAHundredTimesItsSize_IsRefusedWithoutBeingUnpacked(bool hasHeader)
    {
        var bomb = SmallPdf.Packed(padding: 400_000_000, hasHeader: hasHeader);
        Assert.True(bomb.Length < 1_000_000);
        var before = GC.GetTotalAllocatedBytes();
        Refusal(bomb);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 300_000_000);
    }

    [Theory]
    [InlineData("MZ\u0090", "ingen pdf")]
    [InlineData("<html>%PDF-1.4 %%EOF", "ingen pdf")]
    [InlineData("%PDF-1.4 utan slut", "inte hel")]
    [InlineData("%PDF-1.4 skräp %%EOF", "")]
    public void Check_NoPdf_SaysWhatToDo(string text, string expected) =>
        Assert.Contains(expected, Refusal(Encoding.Latin1.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Check_HalfAFile_IsRefused()
    {
        var whole = SmallPdf.Packed();
        for (var length = 5; length < whole.Length - 8; length += 7)
        {
            Refusal(whole[..length]);
        }
    }

    [Fact]
    public void Check_TooLarge_SaysHowLargeItMayBe() =>
        Assert.Contains("20 MB", Refusal(new byte[ArchivedPdf.MaxBytes + 1]), StringComparison.Ordinal);

    private static string Refusal(byte[] bytes) => Assert.Throws<PdfRefusedException>(() => ArchivedPdf.Check(bytes)).Message;
}
