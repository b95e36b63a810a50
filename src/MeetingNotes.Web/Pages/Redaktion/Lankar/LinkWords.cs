using MeetingNotes.Core.Links;

namespace MeetingNotes.Web.Pages.Redaktion.Lankar;

/// <summary>What is wrong with a link, as staff read it.</summary>
public static class LinkWords
{
    public static string Fault(LinkFault fault) => fault switch
    {
        LinkFault.Missing => "Webbplatsen svarar att sidan inte finns.",
        LinkFault.Broken => "Webbplatsen svarar med ett fel.",
        LinkFault.Silent => "Webbplatsen svarar inte.",
        LinkFault.Certificate => "Webbplatsens certifikat är fel, så webbläsaren varnar.",
        _ => "Adressen hör till ett slutet nät, så läsarna når den inte.",
    };
}
