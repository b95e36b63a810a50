namespace MeetingNotes.Web.Pages;

public sealed class PrenumereraModel : PublicPageModel
{
    public override string Title => "Prenumerera";

    public override string Description => "Så får du veta när något nytt har publicerats från möten som du följer.";
}
