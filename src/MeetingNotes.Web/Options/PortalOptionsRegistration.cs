using MeetingNotes.Core.Time;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Options;

public static class PortalOptionsRegistration
{
    private const string DevelopmentUrl = "http://localhost:5080";

    /// <summary>Binds and checks <see cref="PortalOptions"/>: wrong settings stop the portal when it starts, and it tells of unknown ones.</summary>
    public static IServiceCollection AddPortalOptions(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.AddSingleton<IValidateOptions<PortalOptions>, SignInOptionsValidator>();
        services.AddHostedService<UnknownSettings>();
        services.AddOptions<PortalOptions>()
            .BindConfiguration(PortalOptions.Section)
            .Validate(portal => portal.Now is null || environment.IsDevelopment(), "Portal:Now flyttar klockan och får bara användas i Development. Ta bort inställningen.")
            .Validate(portal => portal.Now is not { } now || StockholmTime.FromStockholm(now) is not null, "Portal:Now är en tid som klockan hoppar över eller visar två gånger, när den ställs om.")
            .ValidateOnStart();

        services.AddSingleton(provider => MailOptions.SettingsOf(provider.GetRequiredService<IOptions<PortalOptions>>().Value));
        services.AddSingleton(provider => LinkCheckOptions.SettingsOf(provider.GetRequiredService<IOptions<PortalOptions>>().Value));
        if (environment.IsDevelopment())
        {
            services.PostConfigure<PortalOptions>(options =>
            {
                if (options.PublicBaseUrl.Length == 0)
                {
                    options.PublicBaseUrl = FirstListeningUrl(configuration["urls"]) ?? DevelopmentUrl;
                }
            });
        }

        return services;
    }

    /// <summary>A server that listens on every address is opened at localhost.</summary>
    private static string? FirstListeningUrl(string? urls) =>
        urls?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() is { } url
            ? BindingAddress.Parse(url) is { Host: "+" or "*" or "0.0.0.0" or "[::]" } any ? $"{any.Scheme}://localhost:{any.Port}" : url
            : null;
}
