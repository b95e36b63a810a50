using MeetingNotes.Core.Topics;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Amnen;

/// <summary>The curated list, and the form for one more.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class IndexModel(TopicDesk desk) : StaffPageModel
{
    public override string Title => "Ämnen, redaktionen";

    public override string ShortTitle => "Ämnen";

    [BindProperty]
    public TopicInput Input { get; set; } = new();

    public IReadOnlyList<StaffTopic> Topics { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Topics = await desk.ListAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            if (await desk.CreateAsync(Input.Name, Input.SynonymLines, Person, ct) == TopicOutcome.Done)
            {
                Done = $"Ämnet {Input.Name.Trim()} finns nu att välja.";
                return Redirect(TopicPageModel.ListPath);
            }

            ModelState.AddModelError("Input.Name", "Det finns redan ett ämne som heter så, eller som har hetat så.");
        }

        Topics = await desk.ListAsync(ct);
        return PageWithErrors();
    }
}
