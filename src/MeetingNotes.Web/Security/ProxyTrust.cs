using Microsoft.AspNetCore.HttpOverrides;

namespace MeetingNotes.Web.Security;

public static class ProxyTrust
{
    private const string Setting = "Portal:TrustedProxies";

    /// <summary>
    /// Who a visitor is, for limits: what a proxy on the same machine says (X-Forwarded-For), or one that <c>Portal:TrustedProxies</c> names by
    /// address or network. Anybody else's word is not taken. Host and scheme are never taken from a request: they are settings.
    /// </summary>
    /// <exception cref="FormatException">A setting is no address.</exception>
    public static IServiceCollection AddProxyTrust(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            foreach (var proxy in configuration.GetSection(Setting).Get<string[]>() ?? [])
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy.Contains('/') ? proxy : $"{proxy}/{(proxy.Contains(':') ? 128 : 32)}"));
            }
        });
}
