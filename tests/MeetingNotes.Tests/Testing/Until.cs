using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MeetingNotes.Tests.Testing;

/// <summary>Waits for what other threads and programs bring about: a minute unless told otherwise, since a busy machine is no fault.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> isSo, TimeSpan? within = null, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        var patience = within ?? TimeSpan.FromMinutes(1);
        for (var waited = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(waited.Elapsed < patience, $"It never became so: {what}");
        }
    }

    public static Task TrueAsync(Func<bool> isSo, TimeSpan? within = null, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        TrueAsync(() => Task.FromResult(isSo()), within, what);
}
