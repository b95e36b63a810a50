using System.Net;
using System.Xml.Linq;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Api;

/// <summary>The catalogue leads where it says (D5). That it is RDF, and whole, is judged by an RDF parser among the browser tests.</summary>
public sealed class DatasetsTests(WebFixture web)
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    [Fact]
    public async Task Catalogue_ItsAddresses_AreAbsoluteAndAnswer()
    {
        var response = await web.GetAsync("/datasets/dcat");
        var document = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var addresses = document.Descendants().Attributes().Where(attribute => attribute.Name == Rdf + "resource" || attribute.Name == Rdf + "about").Select(attribute => attribute.Value).Distinct().ToList();
        var own = addresses.Where(address => address.StartsWith(ApiClient.Origin, StringComparison.Ordinal)).Select(address => address[ApiClient.Origin.Length..].Split('#')[0]).Distinct().ToList();

        Assert.Equal("application/rdf+xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.All(addresses, address => Assert.True(Uri.TryCreate(address, UriKind.Absolute, out _), address));
        Assert.True(own.Count > 6);
        foreach (var path in own)
        {
            Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(path)).StatusCode);
        }
    }
}
