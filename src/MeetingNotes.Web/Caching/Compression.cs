using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace MeetingNotes.Web.Caching;

public static class Compression
{
    /// <summary>
    /// Brotli and gzip for everything that is text, also over https: no public answer holds a secret, and the antiforgery
    /// token of a staff form is masked anew each time, so its length tells nothing (BREACH).
    /// </summary>
    public static IServiceCollection AddCompression(this IServiceCollection services)
    {
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        return services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes =
            [
                "text/html", "text/plain", "text/xml", "text/markdown", "text/calendar", "text/csv", "text/javascript", "application/xml", "application/json",
                "application/problem+json", "application/atom+xml", "application/rss+xml", "application/rdf+xml", "image/svg+xml",
            ];
        });
    }
}
