using CsCheck;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Tests.Text;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Regionala samverkansrådet", "regionala-samverkansradet")]
    [InlineData("Översyn – av Ångermanälven, §26!", "oversyn-av-angermanalven-26")]
    [InlineData("Café Ærø & Weiß", "cafe-aero-weiss")]
    [InlineData("a\u030A", "a")]
    [InlineData("---", "punkt")]
    [InlineData("", "punkt")]
    [InlineData("日本", "punkt")]
    public void From_SwedishText_Folds(string text, string slug) => Assert.Equal(slug, Slug.From(text));

    [Fact]
    public void From_AnyText_IsAValidSlugAndItsOwnSlug() =>
        Gen.String.Select(text => string.Concat(text.EnumerateRunes())).Sample(text => Slug.IsValid(Slug.From(text)) && Slug.From(Slug.From(text)) == Slug.From(text));

    [Fact]
    public void Free_TakenAndLong_StaysWithinTheLimit()
    {
        var slug = new string('a', Slug.MaxLength);
        var taken = new HashSet<string> { slug };

        var free = Slug.Free(slug, taken.Contains);

        Assert.EndsWith("-2", free, StringComparison.Ordinal);
        Assert.True(Slug.IsValid(free));
    }

    [Theory]
    [InlineData("Innehåll", "punkt-innehall")]
    [InlineData("Sida 4", "punkt-sida-4")]
    [InlineData("Sidan om bussar", "sidan-om-bussar")]
    public void AnchorFor_HeadingThatThePageNeeds_IsMovedAside(string heading, string anchor) => Assert.Equal(anchor, AgendaItem.AnchorFor(heading));
}
