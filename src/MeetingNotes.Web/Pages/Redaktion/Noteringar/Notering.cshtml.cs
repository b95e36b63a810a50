using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Noteringar;

/// <summary>A note with its versions, and what can be done to it.</summary>
public sealed class NoteringModel(NoteDesk notes) : NotePageModel(notes)
{
    public override string Title => $"Notering: {MeetingName}";

    public override string ShortTitle => MeetingName;

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs.SkipLast(1)];

    public IReadOnlyList<DeskVersion> Versions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Versions = await Notes.VersionsAsync(Note, ct);

    /// <summary>Begins a correction.</summary>
    /// <param name="version">From an earlier version; left out, from the text that is public.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IActionResult> OnPostCorrectAsync(int? version, CancellationToken ct)
    {
        if (await Notes.StartCorrectionAsync(Note, version, Person, ct) is not var (id, isNew))
        {
            if (Note.WithdrawnAt is null)
            {
                return NotFound();
            }

            ModelState.AddModelError("", "Noteringen är indragen. Återinför den innan du rättar den.");
            await OnGetAsync(ct);
            return PageWithErrors();
        }

        Done = (isNew, version) switch
        {
            (true, null) => "Rättelsen är påbörjad. Noteringen ändras för läsarna först när du publicerar.",
            (true, _) => $"Version {version} är framme som utkast. Noteringen ändras för läsarna först när du publicerar.",
            (false, null) => "En rättelse är redan påbörjad. Här är den.",
            _ => $"En rättelse är redan påbörjad. Här är den. Släng den först om du vill börja från version {version}.",
        };
        return Redirect($"/redaktion/utkast/{id}");
    }

    public async Task<IActionResult> OnPostReinstateAsync(CancellationToken ct)
    {
        if (!await Notes.ReinstateAsync(Note, Person, ct))
        {
            return NotFound();
        }

        Done = "Noteringen är återinförd och syns för alla igen.";
        return Redirect(Note.Path);
    }

    /// <summary>"Första versionen", "Rättelse i sak", "Mindre ändring".</summary>
    public static string KindOf(DeskVersion version) => version.Kind switch
    {
        "first" => "Första versionen",
        "substantive" => "Rättelse i sak",
        _ => "Mindre ändring",
    };

    /// <summary>"Skriven av Alva, godkänd av Signe, kontrollerad av Signe".</summary>
    public static string WhoOf(DeskVersion version)
    {
        var who = new List<string>();
        who.AddRange(version.WrittenBy is { } writer ? [$"skriven av {writer}"] : []);
        who.AddRange(version.ApprovedBy is { } approver ? [$"godkänd av {approver}"] : []);
        who.AddRange(version.AttestedBy is { } attester ? [$"kontrollerad av {attester}"] : []);
        return who.Count == 0 ? "Inläst från fil" : Swedish.Capital(Swedish.List(who));
    }
}
