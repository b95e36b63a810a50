using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Judges;

/// <summary>Whether language, landmarks, headings, ids and what points to them are sound.</summary>
internal static class SkeletonJudge
{
    private const string Skeleton =
        """
        () => {
          const faults = [], ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          if (document.documentElement.lang !== 'sv') faults.push('lang');
          for (const landmark of ['body > header', 'main', 'body > footer', 'header nav']) if (!document.querySelector(landmark)) faults.push(`no ${landmark}`);
          if (document.querySelectorAll('h1').length !== 1) faults.push('h1');
          let level = 0;
          for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')) {
            const next = Number(heading.tagName[1]);
            if (next > level + 1) faults.push(`h${level} then h${next}: ${heading.textContent.trim()}`);
            level = next;
          }
          ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => faults.push(`twice: ${id}`));
          const anchors = [...document.querySelectorAll('.agenda-item')].map(e => e.id);
          // Authors' headings become anchors on a note: no id of the page may ever take one.
          if (anchors.length > 0) ids.filter(id => id !== 'innehall' && !id.startsWith('sida-') && !anchors.includes(id)).forEach(id => faults.push(`id: ${id}`));
          for (const name of ['aria-labelledby', 'aria-describedby', 'for'])
            for (const e of document.querySelectorAll(`[${name}]`))
              for (const id of e.getAttribute(name).split(' ')) if (!ids.includes(id)) faults.push(`${name} to ${id}`);
          const header = [...document.querySelector('header nav').querySelectorAll('li')].map(li => li.textContent.trim()).join(', ');
          if (header !== 'Startsida, Nyheter, Webbkarta, Kontakta oss, Tillgänglighet') faults.push(header);
          return faults;
        }
        """;

    public static Task<string[]> FaultsAsync(IPage page) => page.EvaluateAsync<string[]>(Skeleton);
}
