using MeetingNotes.Core.Topics;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Amnen;

[Authorize(StaffSignIn.Administrators)]
public sealed class AndraModel(TopicDesk desk) : TopicPageModel(desk)
{
    private readonly TopicDesk _desk = desk;

    public override string Title => $"Ändra ämnet: {Topic.Name}";

    public override string ShortTitle => "Ändra";

    [BindProperty]
    public TopicInput Input { get; set; } = new();

    public void OnGet() => Input = Known();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        if (await _desk.ChangeAsync(Topic.Slug, Input.Name, Input.SynonymLines, Person, ct) == TopicOutcome.NameTaken)
        {
            ModelState.AddModelError("Input.Name", "Ett annat ämne heter så, eller har hetat så. Ska de bli ett, slå ihop dem.");
            return PageWithErrors();
        }

        Done = $"Ämnet {Input.Name.Trim()} är ändrat.";
        return Redirect(ListPath);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        ModelState.Clear();    // nothing of the other form counts here
        Input = Known();
        if (await _desk.RemoveAsync(Topic.Slug, Person, ct) == TopicOutcome.InUse)
        {
            ModelState.AddModelError("", "Ämnet används i en notering eller ett utkast. Slå ihop det med ett annat i stället.");
            return PageWithErrors();
        }

        Done = $"Ämnet {Topic.Name} är borttaget.";
        return Redirect(ListPath);
    }

    private TopicInput Known() => new() { Name = Topic.Name, Synonyms = string.Join('\n', Topic.Synonyms) };
}
