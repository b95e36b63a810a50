using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Bodies;

namespace MeetingNotes.Web.Pages.Redaktion.Organ;

/// <summary>The form of a body, new or known.</summary>
public sealed class BodyInput
{
    [Required(ErrorMessage = "Skriv vad organet heter."), StringLength(BodyDetails.NameMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
    [Display(Name = "Namn")]
    public string Name { get; set; } = "";

    [StringLength(BodyDetails.NameMaxLength, ErrorMessage = FormMessages.TooLong), PublicText, Display(Name = "Namnet efter ”från”")]
    public string? NameAfterFrom { get; set; }

    [StringLength(BodyDetails.DescriptionMaxLength, ErrorMessage = FormMessages.TooLong), PublicText, Display(Name = "Beskrivning")]
    public string? Description { get; set; }

    [StringLength(BodyDetails.ContactMaxLength, ErrorMessage = FormMessages.TooLong), PublicText, Display(Name = "Kontakt")]
    public string? Contact { get; set; }

    [StringLength(BodyDetails.StandardLeadMaxLength, ErrorMessage = FormMessages.TooLong), PublicText, Display(Name = "Standardingress")]
    public string? StandardLead { get; set; }

    [Display(Name = "Fyra ögon: den som granskar får inte ha skrivit noteringen")]
    public bool NeedsSecondPerson { get; set; }

    /// <summary>Of the body that the page showed; 0 for a new one.</summary>
    public int Revision { get; set; }

    public static BodyInput Of(StaffBody body) => new()
    {
        Revision = body.Revision,
        Name = body.Name,
        NameAfterFrom = body.NameAfterFrom == body.Name ? null : body.NameAfterFrom,
        Description = body.Description,
        Contact = body.Contact,
        StandardLead = body.StandardLead,
        NeedsSecondPerson = body.NeedsSecondPerson,
    };

    public BodyDetails ToDetails() => new()
    {
        Name = Name,
        NameAfterFrom = NameAfterFrom,
        Description = Description,
        Contact = Contact,
        StandardLead = StandardLead,
        NeedsSecondPerson = NeedsSecondPerson,
    };
}

/// <summary>A page with that form; the partial is the same for both.</summary>
public interface IBodyForm
{
    BodyInput Input { get; }
}
