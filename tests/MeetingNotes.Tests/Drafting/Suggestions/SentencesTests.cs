using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Tests.Drafting.Suggestions;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Planen är klar. Nu börjar arbetet.", "Planen är klar.|Nu börjar arbetet.")]
    [InlineData("Bussar, t.ex. Linje 50, byter tider. Det sker i juni.", "Bussar, t.ex. Linje 50, byter tider.|Det sker i juni.")]
    [InlineData("Bl.a. Almi deltar. Resp. kommun svarar.", "Bl.a. Almi deltar.|Resp. kommun svarar.")]
    [InlineData("Mötet börjar kl. 13.00. Kaffe finns.", "Mötet börjar kl. 13.00.|Kaffe finns.")]
    [InlineData("Ärendet har dnr. RS 2018/612 och tas upp i maj.", "Ärendet har dnr. RS 2018/612 och tas upp i maj.")]
    [InlineData("Vägar, broar m.m. Sedan avslutades mötet.", "Vägar, broar m.m.|Sedan avslutades mötet.")]
    [InlineData("Vägar, broar m.m. byggs om.", "Vägar, broar m.m. byggs om.")]
    [InlineData("Svara den 12.6. Senare svar räknas inte.", "Svara den 12.6.|Senare svar räknas inte.")]
    [InlineData("Det kostar 2.5 mkr. Pengarna finns.", "Det kostar 2.5 mkr.|Pengarna finns.")]
    [InlineData("Avtalet gäller t.o.m. 31 maj. Sedan görs ett nytt.", "Avtalet gäller t.o.m. 31 maj.|Sedan görs ett nytt.")]
    [InlineData("Hon heter A. Exempel och svarar i juni.", "Hon heter A. Exempel och svarar i juni.")]
    [InlineData("Kom den 12. 13 går också bra.", "Kom den 12. 13 går också bra.")]
    [InlineData("Läs på www.example.se. Där finns allt.", "Läs på www.example.se.|Där finns allt.")]
    [InlineData("”Vi börjar i juni. Det blir bra”, sa ordföranden. Alla höll med.", "”Vi börjar i juni. Det blir bra”, sa ordföranden.|Alla höll med.")]
    [InlineData("Hon sa: ”Vi börjar i juni.” Alla höll med.", "Hon sa: ”Vi börjar i juni.”|Alla höll med.")]
    [InlineData("Blir det av? Ja! Det blir det …", "Blir det av?|Ja!|Det blir det …")]
    [InlineData("Nästa möte\n\nDet är i maj.", "Nästa möte|Det är i maj.")]
    [InlineData("Nästa möte\nDet är i maj.", "Nästa möte|Det är i maj.")]
    [InlineData("Förslaget som arbetsgruppen har tagit fram ska skickas till\nKramfors i juni.", "Förslaget som arbetsgruppen har tagit fram ska skickas till\nKramfors i juni.")]
    [InlineData("Förslaget skickas\ntill alla i juni.", "Förslaget skickas\ntill alla i juni.")]
    [InlineData("Tre saker:\n- planen\n- Taxan\n1. Bussen", "Tre saker:|planen|Taxan|1. Bussen")]
    [InlineData("", "")]
    [InlineData(" \n . \n", ".")]
    public void In_Text_SplitsWhereASentenceEnds(string text, string sentences) =>
        Assert.Equal(
            sentences.Split('|', StringSplitOptions.RemoveEmptyEntries),
            Sentences.In(text).Select(sentence => text.Substring(sentence.Start, sentence.Length)));
}
