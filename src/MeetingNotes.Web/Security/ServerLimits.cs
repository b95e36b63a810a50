using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MeetingNotes.Web.Security;

public static class ServerLimits
{
    private const int MaxFields = 20_000;

    /// <summary>In characters: what is pasted may have its pictures in it. The size of the whole request is bounded above, and at the pages that take more.</summary>
    private const int MaxField = 20_000_000;

    /// <summary>What one request may cost before any of our code sees it. Addresses are short; the longest form is a note.</summary>
    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestLineSize = 8 * 1024;
        server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        server.Limits.MaxRequestHeaderCount = 60;
        server.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
    }

    /// <summary>A note of many items has thousands of fields. They may come to any address of the desk: a form that is refused comes back to its writer.</summary>
    public static void Apply(FormOptions form)
    {
        form.ValueCountLimit = MaxFields;
        form.ValueLengthLimit = MaxField;
    }

    /// <summary>The fields are counted above; what they become is then no fault of ours.</summary>
    public static void Apply(MvcOptions pages) => pages.MaxModelBindingCollectionSize = MaxFields;
}
