using System.Text;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Assets;

/// <summary>
/// What the organisation's settings shape: the style sheet with its colours, and its logo. Made once, when the portal starts;
/// a changed file shows after a restart.
/// </summary>
public sealed class PortalAssets
{
    private const int LogoMaxBytes = 100 * 1024;

    // The order of the cascade: tokens.css declares the layers, the organisation's colours follow it.
    private static readonly string[] StyleFiles =
    [
        "tokens", "base", "layout", "site-header", "site-footer", "breadcrumb", "search-box", "button", "tag", "notice", "form",
        "facts", "note-card", "note", "follow-up", "search-result", "facets", "calendar-list", "timeline", "years", "pagination", "print",
    ];

    private static readonly string[] StaffStyleFiles = ["staff", "worklist", "editor", "review"];

    public PortalAssets(IWebHostEnvironment environment, IOptions<PortalOptions> portal)
    {
        Stylesheet = new("/css", ".css", "text/css; charset=utf-8", ReadStyles(environment.WebRootFileProvider, StyleFiles, portal.Value.Theme));
        StaffStylesheet = new("/css", ".css", "text/css; charset=utf-8", ReadStyles(environment.WebRootFileProvider, StaffStyleFiles, portal.Value.Theme));
        Logo = ReadLogo(Path.Combine(environment.ContentRootPath, portal.Value.Organisation.LogoPath));
    }

    /// <summary>Every rule of the public pages in one file.</summary>
    public ImmutableAsset Stylesheet { get; }

    public ImmutableAsset Logo { get; }

    /// <summary>What the staff pages add to it.</summary>
    public ImmutableAsset StaffStylesheet { get; }

    private static byte[] ReadStyles(IFileProvider files, IEnumerable<string> names, ThemeOptions theme)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            using var reader = new StreamReader(files.GetFileInfo($"css/{name}.css").CreateReadStream(), Encoding.UTF8);
            text.Append(reader.ReadToEnd());
            if (name == "tokens")
            {
                AppendTheme(text, theme);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The values are checked to be #rrggbb when the portal starts.
    private static void AppendTheme(StringBuilder text, ThemeOptions theme)
    {
        (string Property, string? Value)[] colours =
        [
            ("brand", theme.Brand), ("brand-deep", theme.BrandDeep), ("on-brand", theme.OnBrand),
            ("brand-dark", theme.BrandDark), ("brand-deep-dark", theme.BrandDeepDark), ("on-brand-dark", theme.OnBrandDark),
        ];

        var set = string.Concat(colours.Where(c => c.Value is not null).Select(c => $" --org-{c.Property}: {c.Value};"));
        if (set.Length > 0)
        {
            text.Append("@layer tokens { :root {").Append(set).Append(" } }\n");
        }
    }

    private static ImmutableAsset ReadLogo(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        var contentType = extension switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            _ => throw new OptionsValidationException(PortalOptions.Section, typeof(PortalOptions),
                ["Portal:Organisation:LogoPath ska vara en .svg- eller .png-fil."]),
        };

        if (new FileInfo(path) is not { Exists: true, Length: <= LogoMaxBytes })
        {
            throw new OptionsValidationException(PortalOptions.Section, typeof(PortalOptions),
                [$"Portal:Organisation:LogoPath: filen {path} finns inte eller är större än {LogoMaxBytes / 1024} kB."]);
        }

        return new("/logotyp", extension, contentType, File.ReadAllBytes(path));
    }
}
