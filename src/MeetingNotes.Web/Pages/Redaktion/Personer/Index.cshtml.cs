using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Personer;

/// <summary>Everybody who has signed in, with their roles, and those who are invited to.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class IndexModel(PeopleReader people, PeopleDesk desk) : StaffPageModel
{
    public override string Title => "Personer";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && StaffRoles.Named(Input.Role) is { } role)
        {
            var outcome = await desk.InviteAsync(Input.Email.Trim(), role, RoleForm.BodyOf(Input.Body), Person, ct);
            if (RoleForm.Done(outcome, Input.Email.Trim(), role) is { } done)
            {
                Done = done;
                return RedirectToPage();
            }

            ModelState.AddModelError(outcome == PeopleOutcome.NoSuchBody ? "Input.Body" : "Input.Email", RoleForm.Fault(outcome));
        }

        await LoadAsync(ct);
        return PageWithErrors();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string email, string roll, string? organ, CancellationToken ct)
    {
        if (StaffRoles.Named(roll) is { } role)
        {
            var outcome = await desk.WithdrawAsync(email ?? "", role, RoleForm.BodyOf(organ), Person, ct);
            Done = outcome == PeopleOutcome.Done ? $"Inbjudan till {email} är återtagen." : "Inbjudan fanns inte kvar.";
        }

        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        People = await people.ListAsync(ct);
        Invitations = await people.InvitationsAsync(ct);
        Bodies = RoleForm.Bodies(await people.BodiesAsync(ct));
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv personens e-postadress."), Display(Name = "E-postadress")]
        [StringLength(StaffPerson.EmailMaxLength, ErrorMessage = "Korta adressen."), EmailAddress(ErrorMessage = "Skriv en e-postadress, till exempel namn@region.example.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Välj en roll."), Display(Name = "Roll")]
        public string Role { get; set; } = StaffRole.Writer.Name();

        [Display(Name = "Gäller för")]
        public string? Body { get; set; }
    }
}
