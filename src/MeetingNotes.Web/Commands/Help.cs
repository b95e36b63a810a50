namespace MeetingNotes.Web.Commands;

/// <summary><c>--help</c>: every verb on a line.</summary>
internal static class Help
{
    public static void Write() => Console.WriteLine(
        """
        Noterat: noteringar från möten.

        Utan verb startar portalen. Inställningar läses ur appsettings.json och miljön (Portal__…).

          import SÖKVÄG… [--ersatt]   läser in noteringar: filer eller mappar, portal.yaml först.
                                      --ersatt låter filen gälla även om noteringen ändrats i portalen.
          export MAPP                 skriver portal.yaml, alla publicerade noteringar, bilder och manifest.sha256.
          suggest FIL [--mote DAG]    visar vilka uppföljningar en text tycks innehålla, med rader att klistra in i noteringen.
                                      Mötets dag läses ur filen, annars ur --mote, som 2018-04-11.
          grant ROLL PERSON           ger någon en roll: skribent, redaktör eller administratör. PERSON är en e-postadress eller
                                      personens id (sub) hos inloggningstjänsten.
          backup FIL                  skriver en säkerhetskopia av databasen; portalen kan vara i gång.
          restore FIL [--ersatt]      läser in en säkerhetskopia; portalen ska vara avslutad.
                                      --ersatt låter kopian ersätta noteringar som redan finns.
          migrate                     gör databasen klar för den här versionen.
          reindex                     gör om sökregistret; sökningen går att använda under tiden.
          demo ANTAL [--seed TAL]     fyller en tom databas med påhittade punkter, för prov och mätningar.
          --help                      visar den här hjälpen.

        Alla verb utom suggest använder samma databas som en portal som är i gång. Slutkod 0 betyder att allt gick bra.
        """);
}
