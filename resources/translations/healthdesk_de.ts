<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>healthdesk</name>
    <message>
        <source>, whole table</source>
        <translation>, ganze Tabelle</translation>
    </message>
    <message>
        <source>- is standard output</source>
        <translation>- ist die Standardausgabe</translation>
    </message>
    <message>
        <source>0 takes any that is free</source>
        <translation>0 nimmt irgendeinen freien</translation>
    </message>
    <message>
        <source>0/0 is what a device writes when measuring failed. Measure again, or leave this reading out.</source>
        <translation>0/0 schreibt ein Gerät, wenn die Messung misslungen ist. Messen Sie noch einmal oder lassen Sie diesen Wert weg.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>2 weeks</source>
        <translation>2 Wochen</translation>
    </message>
    <message>
        <source>24-hour recording</source>
        <translation>24-Stunden-Messung</translation>
    </message>
    <message>
        <source>2W</source>
        <translation>2W</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 Monate</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>3M</source>
        <translation>3M</translation>
    </message>
    <message>
        <source>5 % above</source>
        <translation>5 % liegen über</translation>
    </message>
    <message>
        <source>5 % below</source>
        <translation>5 % liegen unter</translation>
    </message>
    <message>
        <source>5 km time</source>
        <translation>5-km-Zeit</translation>
    </message>
    <message>
        <source>7-day mean</source>
        <translation>7-Tage-Mittel</translation>
    </message>
    <message>
        <source>7-day mean {mean}</source>
        <translation>7-Tage-Mittel {mean}</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>95 % of reads and writes done within, by day</source>
        <translation>95 % der Zugriffe erledigt in, je Tag</translation>
    </message>
    <message>
        <source>95 % of requests answered within, by day</source>
        <translation>95 % der Anfragen beantwortet in, je Tag</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % in</translation>
    </message>
    <message>
        <source>95 % within {time}, of {n}</source>
        <translation>95 % in {time}, von {n}</translation>
    </message>
    <message>
        <source>99 % interval {low} to {high}</source>
        <translation>99-%-Intervall {low} bis {high}</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % in</translation>
    </message>
    <message>
        <source>A colour is written as # and six hexadecimal digits, such as #1F6FEB.</source>
        <translation>Eine Farbe wird als # mit sechs Hexadezimalziffern geschrieben, etwa #1F6FEB.</translation>
    </message>
    <message>
        <source>A day can be summed up as one of: {names}.</source>
        <translation>Ein Tag lässt sich zusammenfassen als: {names}.</translation>
    </message>
    <message>
        <source>A day is summed up as</source>
        <translation>Ein Tag wird zusammengefasst als</translation>
    </message>
    <message>
        <source>A dose takes</source>
        <translation>Eine Dosis braucht</translation>
    </message>
    <message>
        <source>A forecast is made for 1 to {high} days. Take a number in between.</source>
        <translation>Eine Vorhersage gibt es für 1 bis {high} Tage. Nehmen Sie eine Zahl dazwischen.</translation>
    </message>
    <message>
        <source>A goal can't begin in the future. Choose today or an earlier day.</source>
        <translation>Ein Ziel kann nicht in der Zukunft beginnen. Wählen Sie heute oder einen früheren Tag.</translation>
    </message>
    <message>
        <source>A habit of this type looks at the first number. Leave the second out.</source>
        <translation>Eine Gewohnheit dieser Messgröße schaut auf die erste Zahl. Lassen Sie die zweite weg.</translation>
    </message>
    <message>
        <source>A month of readings</source>
        <translation>Ein Monat Messwerte</translation>
    </message>
    <message>
        <source>A name can't be a number alone, because numbers pick a person by id. Add a letter.</source>
        <translation>Ein Name kann nicht nur eine Zahl sein, denn Zahlen wählen eine Person nach ihrer Nummer. Fügen Sie einen Buchstaben hinzu.</translation>
    </message>
    <message>
        <source>A name has 1 to 80 ordinary characters. Correct the name.</source>
        <translation>Ein Name hat 1 bis 80 gewöhnliche Zeichen. Berichtigen Sie den Namen.</translation>
    </message>
    <message>
        <source>A note can concern {high} types at most. Leave the types out to mark all charts.</source>
        <translation>Eine Notiz kann höchstens {high} Messgrößen betreffen. Lassen Sie die Messgrößen weg, um alle Diagramme zu markieren.</translation>
    </message>
    <message>
        <source>A notice to try it out</source>
        <translation>Ein Hinweis zum Ausprobieren</translation>
    </message>
    <message>
        <source>A port is a number from 0 to 65535.</source>
        <translation>Ein Port ist eine Zahl von 0 bis 65535.</translation>
    </message>
    <message>
        <source>A program shows its token with every request. Revoke the token, and it reaches your data no more.</source>
        <translation>Ein Programm zeigt seinen Token bei jeder Anfrage vor. Widerrufen Sie den Token, und es erreicht Ihre Daten nicht mehr.</translation>
    </message>
    <message>
        <source>A range has a lower and an upper end, the lower one first. Give both.</source>
        <translation>Ein Bereich hat ein unteres und ein oberes Ende, das untere zuerst. Geben Sie beide an.</translation>
    </message>
    <message>
        <source>A range has no single value to reach. Leave it out.</source>
        <translation>Ein Bereich hat keinen einzelnen Zielwert. Lassen Sie ihn weg.</translation>
    </message>
    <message>
        <source>A reading</source>
        <translation>Ein Messwert</translation>
    </message>
    <message>
        <source>A reading can have {high} tags at most. Remove some.</source>
        <translation>Ein Messwert kann höchstens {high} Schlagwörter haben. Entfernen Sie einige.</translation>
    </message>
    <message>
        <source>A reading of this step was removed for good since, so the step can't be taken back. Nothing was changed.</source>
        <translation>Ein Messwert dieses Schritts wurde inzwischen endgültig entfernt, deshalb lässt er sich nicht rückgängig machen. Es wurde nichts geändert.</translation>
    </message>
    <message numerus="yes">
        <source>A reading on {n} days a month</source>
        <comment>A reading on {n} day a month</comment>
        <translation>
            <numerusform>Eine Messung an {n} Tag im Monat</numerusform>
            <numerusform>Eine Messung an {n} Tagen im Monat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A reading on {n} days a week</source>
        <comment>A reading on {n} day a week</comment>
        <translation>
            <numerusform>Eine Messung an {n} Tag pro Woche</numerusform>
            <numerusform>Eine Messung an {n} Tagen pro Woche</numerusform>
        </translation>
    </message>
    <message>
        <source>A reading so often</source>
        <translation>Eine Messung so oft</translation>
    </message>
    <message>
        <source>A reminder can't ask for “{asks}”. It can be a note, ask for a value, or stand for a medication.</source>
        <translation>Eine Erinnerung kann nicht nach „{asks}“ fragen. Sie kann eine Notiz sein, nach einem Wert fragen oder für ein Medikament stehen.</translation>
    </message>
    <message>
        <source>A report for your doctor, made of your readings, will be here.</source>
        <translation>Hier steht bald ein Bericht für Ihre Arztpraxis, aus Ihren Messwerten.</translation>
    </message>
    <message>
        <source>A report has no part “{name}”. Choose among {sections}.</source>
        <translation>Ein Bericht hat keinen Teil „{name}“. Möglich sind {sections}.</translation>
    </message>
    <message>
        <source>A report is about one person's readings and takes no {flag}. Leave it out.</source>
        <translation>Ein Bericht handelt von den Messwerten einer Person und kennt kein {flag}. Lassen Sie es weg.</translation>
    </message>
    <message>
        <source>A search can have {high} characters at most. Shorten it.</source>
        <translation>Eine Suche kann höchstens {high} Zeichen haben. Kürzen Sie sie.</translation>
    </message>
    <message>
        <source>A spreadsheet shortened the time, so the day can't be told. Export the file again and import it as it is.</source>
        <translation>Eine Tabellenkalkulation hat die Zeit gekürzt, der Tag ist nicht mehr zu erkennen. Exportieren Sie die Datei neu und importieren Sie sie unverändert.</translation>
    </message>
    <message>
        <source>A table for spreadsheets and other programs, one reading a row. HealthDesk reads it back.</source>
        <translation>Eine Tabelle für Tabellenkalkulationen und andere Programme, ein Messwert je Zeile. HealthDesk liest sie wieder ein.</translation>
    </message>
    <message>
        <source>A tag can have {high} characters at most. Shorten it.</source>
        <translation>Ein Schlagwort kann höchstens {high} Zeichen haben. Kürzen Sie es.</translation>
    </message>
    <message>
        <source>A tag is one word. Use a hyphen instead of a blank.</source>
        <translation>Ein Schlagwort ist ein Wort. Setzen Sie einen Bindestrich statt des Leerzeichens.</translation>
    </message>
    <message>
        <source>A token can hold for 1 to {most} days. Leave the days out for one without an end.</source>
        <translation>Ein Token kann 1 bis {most} Tage gelten. Lassen Sie die Tage weg, wenn er kein Ende haben soll.</translation>
    </message>
    <message>
        <source>A token's name is one line of {most} characters at most. Shorten it.</source>
        <translation>Der Name eines Tokens ist eine Zeile mit höchstens {most} Zeichen. Kürzen Sie ihn.</translation>
    </message>
    <message>
        <source>A type can't be set beside itself. Name another one.</source>
        <translation>Eine Messgröße lässt sich nicht neben sich selbst stellen. Nennen Sie eine andere.</translation>
    </message>
    <message>
        <source>A type of your own holds one plain number. Choose one of the program's types for anything else.</source>
        <translation>Eine eigene Messgröße hält eine einzelne Zahl. Wählen Sie für alles andere eine Messgröße des Programms.</translation>
    </message>
    <message>
        <source>A type's name has 1 to {high} ordinary characters. Correct the name.</source>
        <translation>Der Name einer Messgröße hat 1 bis {high} gewöhnliche Zeichen. Berichtigen Sie ihn.</translation>
    </message>
    <message>
        <source>A type's short name has lower-case letters, digits and hyphens, such as grip-strength, and {high} characters at most. Correct it.</source>
        <translation>Der Kurzname einer Messgröße besteht aus Kleinbuchstaben, Ziffern und Bindestrichen, etwa grip-strength, und hat höchstens {high} Zeichen. Berichtigen Sie ihn.</translation>
    </message>
    <message>
        <source>A unit is a word of 1 to {high} characters without digits, such as puffs. Correct it.</source>
        <translation>Eine Einheit ist ein Wort von 1 bis {high} Zeichen ohne Ziffern, etwa Züge. Berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>A workbook to read and print: a sheet with a chart for each type.</source>
        <translation>Eine Arbeitsmappe zum Lesen und Drucken: je Messgröße ein Blatt mit Diagramm.</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>ACC/AHA 2017</source>
        <translation>ACC/AHA 2017</translation>
    </message>
    <message>
        <source>AHA/ACC 2025</source>
        <translation>AHA/ACC 2025</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>API, 95 % answered within</source>
        <translation>API, 95 % beantwortet in</translation>
    </message>
    <message>
        <source>About HealthDesk</source>
        <translation>Über HealthDesk</translation>
    </message>
    <message>
        <source>Above the range, both</source>
        <translation>Über dem Bereich, beide</translation>
    </message>
    <message>
        <source>Above the typical range</source>
        <translation>Über dem üblichen Bereich</translation>
    </message>
    <message>
        <source>Above this it is high, in mg/dL; 180 is 10.0 mmol/L. Only with your own ranges.</source>
        <translation>Darüber ist er hoch, in mg/dL; 180 sind 10,0 mmol/L. Nur mit eigenem Bereich.</translation>
    </message>
    <message>
        <source>Above {value}</source>
        <translation>Über {value}</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Active days</source>
        <translation>Aktive Tage</translation>
    </message>
    <message>
        <source>Active energy</source>
        <translation>Aktivitätsenergie</translation>
    </message>
    <message>
        <source>Active on a day</source>
        <translation>An einem Tag aktiv</translation>
    </message>
    <message>
        <source>Active on {n} of {days} days</source>
        <translation>Aktiv an {n} von {days} Tagen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Add a card</source>
        <translation>Karte hinzufügen</translation>
    </message>
    <message>
        <source>Add a chart note…</source>
        <translation>Diagrammnotiz hinzufügen…</translation>
    </message>
    <message>
        <source>Add a note here…</source>
        <translation>Hier eine Notiz hinzufügen…</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Add a reading</source>
        <translation>Messwert hinzufügen</translation>
    </message>
    <message>
        <source>Add a reading, such as bp 128/82 71 or weight 81.4</source>
        <translation>Messwert eingeben, etwa blutdruck 128/82 71 oder gewicht 81,4</translation>
    </message>
    <message>
        <source>Add a time</source>
        <translation>Zeit hinzufügen</translation>
    </message>
    <message>
        <source>Add a time of the day.</source>
        <translation>Füge eine Uhrzeit hinzu.</translation>
    </message>
    <message>
        <source>Add a type</source>
        <translation>Messgröße anlegen</translation>
    </message>
    <message>
        <source>Add with a form…</source>
        <translation>Mit Formular hinzufügen…</translation>
    </message>
    <message>
        <source>Add your first reading</source>
        <translation>Ersten Messwert hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Add {n} chart notes</source>
        <comment>Add {n} chart note</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz hinzufügen</numerusform>
            <numerusform>{n} Diagrammnotizen hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add {n} readings</source>
        <comment>Add {n} reading</comment>
        <translation>
            <numerusform>{n} Messwert hinzufügen</numerusform>
            <numerusform>{n} Messwerte hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Added the type {slug}</source>
        <translation>Messgröße {slug} hinzugefügt</translation>
    </message>
    <message>
        <source>Added {name}</source>
        <translation>{name} hinzugefügt</translation>
    </message>
    <message>
        <source>Added: {said}</source>
        <translation>Hinzugefügt: {said}</translation>
    </message>
    <message>
        <source>Adoption in the first month</source>
        <translation>Dabei im ersten Monat</translation>
    </message>
    <message>
        <source>Against another</source>
        <translation>Gegen andere Art</translation>
    </message>
    <message>
        <source>Against {start} to {end}: {difference} (mean {before})</source>
        <translation>Gegenüber {start} bis {end}: {difference} (Mittel {before})</translation>
    </message>
    <message>
        <source>Aim for {value}</source>
        <translation>{value} als Ziel nehmen</translation>
    </message>
    <message>
        <source>Alcohol</source>
        <translation>Alkohol</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All cards were taken away. “Arrange” puts them back.</source>
        <translation>Alle Karten wurden entfernt. „Anordnen“ holt sie zurück.</translation>
    </message>
    <message>
        <source>All charts</source>
        <translation>Alle Diagramme</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>Alle Teile</translation>
    </message>
    <message>
        <source>All readings</source>
        <translation>Alle Messwerte</translation>
    </message>
    <message>
        <source>All that are marked</source>
        <translation>Alle markierten</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Gesamte Zeit</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>Alle Messgrößen</translation>
    </message>
    <message>
        <source>All years are here side by side. To go to a date, look at it over time.</source>
        <translation>Hier stehen alle Jahre nebeneinander. Zu einem Datum kommen Sie in der Ansicht „Im Zeitverlauf“.</translation>
    </message>
    <message>
        <source>All {n} done</source>
        <translation>Alle {n} erledigt</translation>
    </message>
    <message numerus="yes">
        <source>All {n} readings of this report are attached to this file for other programs; HealthDesk reads them back with Import.</source>
        <comment>{n} reading of this report is attached to this file for other programs; HealthDesk reads it back with Import.</comment>
        <translation>
            <numerusform>{n} Messwert dieses Berichts hängt für andere Programme an dieser Datei; HealthDesk liest ihn mit „Importieren“ wieder ein.</numerusform>
            <numerusform>Alle {n} Messwerte dieses Berichts hängen für andere Programme an dieser Datei; HealthDesk liest sie mit „Importieren“ wieder ein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Also given in {unit}</source>
        <translation>Auch in {unit} angegeben</translation>
    </message>
    <message>
        <source>Also what is in the bin</source>
        <translation>Auch was im Papierkorb liegt</translation>
    </message>
    <message>
        <source>Alt and an arrow key moves a source up or down.</source>
        <translation>Alt und eine Pfeiltaste verschieben eine Quelle nach oben oder unten.</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Amounts of each hour, on days that have any with a time.</source>
        <translation>Mengen jeder Stunde, an Tagen, die welche mit Uhrzeit haben.</translation>
    </message>
    <message>
        <source>An import is not done again by a key. Import its file once more.</source>
        <translation>Ein Import wird nicht per Taste wiederholt. Importieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>An import is under way. What it has stored so far is counted in, and goes again if it is cancelled.</source>
        <translation>Ein Import läuft. Was er bisher gespeichert hat, zählt mit, und verschwindet wieder, wenn er abgebrochen wird.</translation>
    </message>
    <message>
        <source>Another export is under way. Try again when it has ended.</source>
        <translation>Ein anderer Export läuft gerade. Versuchen Sie es noch einmal, wenn er fertig ist.</translation>
    </message>
    <message>
        <source>Another level since {date}: {after}, before that {before}</source>
        <translation>Ein anderes Niveau seit {date}: {after}, davor {before}</translation>
    </message>
    <message>
        <source>Another period</source>
        <translation>Ein anderer Zeitraum</translation>
    </message>
    <message>
        <source>Another program holds the database {path}. Close it and try again. Nothing was changed.</source>
        <translation>Ein anderes Programm hält die Datenbank {path}. Schließen Sie es und versuchen Sie es noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation>Andere Zeit…</translation>
    </message>
    <message>
        <source>Another type</source>
        <translation>Eine andere Messgröße</translation>
    </message>
    <message>
        <source>Answer what is due</source>
        <translation>Fälliges beantworten</translation>
    </message>
    <message>
        <source>Answer with {flag}: {choices}</source>
        <translation>Antworten Sie mit {flag}: {choices}</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Answered from them</source>
        <translation>Daraus beantwortet</translation>
    </message>
    <message>
        <source>Answers of the API</source>
        <translation>Antworten der API</translation>
    </message>
    <message>
        <source>Apple Health</source>
        <translation>Apple Health</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Archive a goal</source>
        <translation>Ein Ziel archivieren</translation>
    </message>
    <message>
        <source>Archive a person</source>
        <translation>Person archivieren</translation>
    </message>
    <message>
        <source>Archive {name}</source>
        <translation>{name} archivieren</translation>
    </message>
    <message numerus="yes">
        <source>Archive: {n} goals</source>
        <comment>Archive: {n} goal</comment>
        <translation>
            <numerusform>Archiv: {n} Ziel</numerusform>
            <numerusform>Archiv: {n} Ziele</numerusform>
        </translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Archived {name}</source>
        <translation>{name} archiviert</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Arrange Today</source>
        <translation>Heute anordnen</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie zu Anfang</translation>
    </message>
    <message>
        <source>As on this computer</source>
        <translation>Wie auf diesem Computer</translation>
    </message>
    <message>
        <source>As the files say</source>
        <translation>Wie die Dateien sagen</translation>
    </message>
    <message>
        <source>As the numbers show</source>
        <translation>Wie es die Zahlen zeigen</translation>
    </message>
    <message>
        <source>As usual in your region</source>
        <translation>Wie in Ihrer Region üblich</translation>
    </message>
    <message>
        <source>Ask again until it is answered</source>
        <translation>Erneut fragen, bis geantwortet ist</translation>
    </message>
    <message>
        <source>Asks for a token also where nothing personal is told: status, metrics, rollout and the description of the interface.</source>
        <translation>Verlangt einen Token auch dort, wo nichts Persönliches gesagt wird: bei Zustand, Metriken, Freischaltung und der Beschreibung der Schnittstelle.</translation>
    </message>
    <message>
        <source>Asks for: {type}</source>
        <translation>Fragt nach: {type}</translation>
    </message>
    <message>
        <source>Asleep</source>
        <translation>Geschlafen</translation>
    </message>
    <message>
        <source>Asleep a night</source>
        <translation>Schlaf je Nacht</translation>
    </message>
    <message>
        <source>Asleep from {onset} to {wake}, in the middle of it at {middle}</source>
        <translation>Geschlafen von {onset} bis {wake}, Mitte um {middle}</translation>
    </message>
    <message>
        <source>Asleep {asleep} of {in_bed} in bed.</source>
        <translation>{asleep} geschlafen von {in_bed} im Bett.</translation>
    </message>
    <message>
        <source>Asleep {share} % of the time in bed</source>
        <translation>Geschlafen {share} % der Zeit im Bett</translation>
    </message>
    <message>
        <source>Asleep {time}</source>
        <translation>{time} geschlafen</translation>
    </message>
    <message>
        <source>At home</source>
        <translation>Zu Hause</translation>
    </message>
    <message>
        <source>At least as long as the sleep</source>
        <translation>Mindestens so lang wie der Schlaf</translation>
    </message>
    <message>
        <source>At least nothing is always done. Give more than 0.</source>
        <translation>Mindestens nichts ist immer erfüllt. Geben Sie mehr als 0 an.</translation>
    </message>
    <message>
        <source>At least so much</source>
        <translation>Mindestens so viel</translation>
    </message>
    <message>
        <source>At least {value} a day</source>
        <translation>Mindestens {value} am Tag</translation>
    </message>
    <message>
        <source>At least {value} a month</source>
        <translation>Mindestens {value} im Monat</translation>
    </message>
    <message>
        <source>At least {value} a week</source>
        <translation>Mindestens {value} in der Woche</translation>
    </message>
    <message>
        <source>At most so much</source>
        <translation>Höchstens so viel</translation>
    </message>
    <message>
        <source>At most {value} a day</source>
        <translation>Höchstens {value} am Tag</translation>
    </message>
    <message>
        <source>At most {value} a month</source>
        <translation>Höchstens {value} im Monat</translation>
    </message>
    <message>
        <source>At most {value} a week</source>
        <translation>Höchstens {value} in der Woche</translation>
    </message>
    <message>
        <source>At stake today</source>
        <translation>Heute dran</translation>
    </message>
    <message>
        <source>At the practice</source>
        <translation>In der Praxis</translation>
    </message>
    <message>
        <source>At the present pace it takes more than three years.</source>
        <translation>Beim jetzigen Tempo dauert es mehr als drei Jahre.</translation>
    </message>
    <message>
        <source>At the present pace, {pace}, about {day} ({first} to {last}).</source>
        <translation>Beim jetzigen Tempo, {pace}, etwa {day} ({first} bis {last}).</translation>
    </message>
    <message>
        <source>At the present pace, {pace}, about {day}; {first} at the earliest.</source>
        <translation>Beim jetzigen Tempo, {pace}, etwa {day}; frühestens {first}.</translation>
    </message>
    <message>
        <source>Awake</source>
        <translation>Wach</translation>
    </message>
    <message>
        <source>Back to the records</source>
        <translation>Zurück zu den Messwerten</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Backup: {path}</source>
        <translation>Sicherung: {path}</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>Bands, targets ({group}) and rule of sufficiency: International Consensus on Time in Range 2019, doi 10.2337/dci19-0028.</source>
        <translation>Bereiche, Zielwerte ({group}) und Mindestmenge der Messwerte: International Consensus on Time in Range 2019, doi 10.2337/dci19-0028.</translation>
    </message>
    <message>
        <source>Bars reach from the mean diastolic to the mean systolic, thin lines to the lowest and highest reading; colours are ranges in mmHg by {rule} ({source}).</source>
        <translation>Balken reichen vom mittleren diastolischen zum mittleren systolischen Wert, dünne Linien zur niedrigsten und höchsten Messung; Farben sind Bereiche in mmHg nach {rule} ({source}).</translation>
    </message>
    <message>
        <source>Basal energy</source>
        <translation>Ruheenergie</translation>
    </message>
    <message>
        <source>Before you measure</source>
        <translation>Vor dem Messen</translation>
    </message>
    <message>
        <source>Below hypertension</source>
        <translation>Unter der Hypertonie</translation>
    </message>
    <message>
        <source>Below or above</source>
        <translation>Darunter oder darüber</translation>
    </message>
    <message>
        <source>Below or above this value</source>
        <translation>Unter oder über diesem Wert</translation>
    </message>
    <message>
        <source>Below the range, both</source>
        <translation>Unter dem Bereich, beide</translation>
    </message>
    <message>
        <source>Below the typical range</source>
        <translation>Unter dem üblichen Bereich</translation>
    </message>
    <message>
        <source>Below this it is low, in mg/dL; 70 is 3.9 mmol/L. Only with your own ranges.</source>
        <translation>Darunter ist er niedrig, in mg/dL; 70 sind 3,9 mmol/L. Nur mit eigenem Bereich.</translation>
    </message>
    <message>
        <source>Below {value}</source>
        <translation>Unter {value}</translation>
    </message>
    <message>
        <source>Bench press (1RM)</source>
        <translation>Bankdrücken (1RM)</translation>
    </message>
    <message>
        <source>Between two values</source>
        <translation>Zwischen zwei Werten</translation>
    </message>
    <message>
        <source>Between {low} and {high} a day</source>
        <translation>Zwischen {low} und {high} am Tag</translation>
    </message>
    <message>
        <source>Between {low} and {high} a month</source>
        <translation>Zwischen {low} und {high} im Monat</translation>
    </message>
    <message>
        <source>Between {low} and {high} a week</source>
        <translation>Zwischen {low} und {high} in der Woche</translation>
    </message>
    <message>
        <source>Beurer HealthManager</source>
        <translation>Beurer HealthManager</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Blood Pressure Monitor</source>
        <translation>Blood Pressure Monitor</translation>
    </message>
    <message>
        <source>Blood glucose</source>
        <translation>Blutzucker</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>Blutdruck</translation>
    </message>
    <message>
        <source>Blood pressure and guidelines</source>
        <translation>Blutdruck und Leitlinien</translation>
    </message>
    <message>
        <source>Blood pressure without a tag</source>
        <translation>Blutdruck ohne Stichwort</translation>
    </message>
    <message>
        <source>Blood pressure {place}. {figures}.</source>
        <translation>Blutdruck {place}. {figures}.</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Körper</translation>
    </message>
    <message>
        <source>Body fat</source>
        <translation>Körperfett</translation>
    </message>
    <message>
        <source>Body mass index</source>
        <translation>Body-Mass-Index</translation>
    </message>
    <message>
        <source>Body mass index: {value}</source>
        <translation>Body-Mass-Index: {value}</translation>
    </message>
    <message>
        <source>Body temperature</source>
        <translation>Körpertemperatur</translation>
    </message>
    <message>
        <source>Body water</source>
        <translation>Körperwasser</translation>
    </message>
    <message>
        <source>Body water (mass)</source>
        <translation>Körperwasser (Masse)</translation>
    </message>
    <message>
        <source>Bone mass</source>
        <translation>Knochenmasse</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Both --json and --out - want the standard output. Leave out one of them.</source>
        <translation>--json und --out - wollen beide die Standardausgabe. Lassen Sie eines davon weg.</translation>
    </message>
    <message>
        <source>Both readings are saved.</source>
        <translation>Beide Werte sind gespeichert.</translation>
    </message>
    <message>
        <source>Bring a goal back</source>
        <translation>Ein Ziel zurückholen</translation>
    </message>
    <message>
        <source>Bring a person back</source>
        <translation>Person zurückholen</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Busiest hour</source>
        <translation>Stärkste Stunde</translation>
    </message>
    <message>
        <source>By a date</source>
        <translation>Bis zu einem Datum</translation>
    </message>
    <message>
        <source>By an expression</source>
        <translation>Mit einem Ausdruck</translation>
    </message>
    <message>
        <source>By morning, noon, evening and night</source>
        <translation>Nach morgens, mittags, abends und nachts</translation>
    </message>
    <message>
        <source>By night {share} % below the day (systolic)</source>
        <translation>In der Nacht {share} % unter dem Tag (systolisch)</translation>
    </message>
    <message>
        <source>By rank</source>
        <translation>Nach Rang</translation>
    </message>
    <message>
        <source>By time of day</source>
        <translation>Nach Tageszeit</translation>
    </message>
    <message>
        <source>CV</source>
        <translation>VK</translation>
    </message>
    <message>
        <source>Caffeine</source>
        <translation>Koffein</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Calendar (iCalendar)</source>
        <translation>Kalender (iCalendar)</translation>
    </message>
    <message>
        <source>Calendar of {type}, {years}. {figures}.</source>
        <translation>Kalender: {type}, {years}. {figures}.</translation>
    </message>
    <message>
        <source>Calories</source>
        <translation>Kalorien</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled. No file was written.</source>
        <translation>Abgebrochen. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Abgebrochen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Cancelled. Your data is as it was before.</source>
        <translation>Abgebrochen. Ihre Daten sind wie zuvor.</translation>
    </message>
    <message>
        <source>Carbohydrates</source>
        <translation>Kohlenhydrate</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Change a goal</source>
        <translation>Ein Ziel ändern</translation>
    </message>
    <message>
        <source>Change a reminder</source>
        <translation>Eine Erinnerung ändern</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change the columns…</source>
        <translation>Spalten ändern…</translation>
    </message>
    <message>
        <source>Change this goal</source>
        <translation>Dieses Ziel ändern</translation>
    </message>
    <message>
        <source>Change this reminder</source>
        <translation>Diese Erinnerung ändern</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Changed the type {slug}</source>
        <translation>Typ {slug} geändert</translation>
    </message>
    <message>
        <source>Changed {name}</source>
        <translation>{name} geändert</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Geändert.</translation>
    </message>
    <message>
        <source>Changes of the level</source>
        <translation>Wechsel des Niveaus</translation>
    </message>
    <message>
        <source>Chart note added.</source>
        <translation>Diagrammnotiz hinzugefügt.</translation>
    </message>
    <message>
        <source>Chart note changed.</source>
        <translation>Diagrammnotiz geändert.</translation>
    </message>
    <message>
        <source>Chart note deleted.</source>
        <translation>Diagrammnotiz gelöscht.</translation>
    </message>
    <message>
        <source>Chart notes</source>
        <translation>Diagrammnotizen</translation>
    </message>
    <message>
        <source>Chart notes…</source>
        <translation>Diagrammnotizen…</translation>
    </message>
    <message>
        <source>Chart of 30 days</source>
        <translation>Diagramm von 30 Tagen</translation>
    </message>
    <message>
        <source>Chart of 90 days</source>
        <translation>Diagramm von 90 Tagen</translation>
    </message>
    <message>
        <source>Chart of {type}</source>
        <translation>Diagramm: {type}</translation>
    </message>
    <message>
        <source>Chart of {type}, {first} to {last}.</source>
        <translation>Diagramm: {type}, {first} bis {last}.</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Prüfliste</translation>
    </message>
    <message>
        <source>Cholesterol and triglycerides</source>
        <translation>Cholesterin und Triglyzeride</translation>
    </message>
    <message>
        <source>Choose a day of the week.</source>
        <translation>Wähle einen Wochentag.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder to import</source>
        <translation>Ordner zum Importieren wählen</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose files to import</source>
        <translation>Dateien zum Importieren wählen</translation>
    </message>
    <message>
        <source>Choose one, or type a word such as puffs.</source>
        <translation>Wählen Sie eine, oder schreiben Sie ein Wort wie Hübe.</translation>
    </message>
    <message>
        <source>Choose one, so that nothing is guessed.</source>
        <translation>Wählen Sie eines, damit nichts geraten wird.</translation>
    </message>
    <message>
        <source>Choose one: {choices}</source>
        <translation>Wählen Sie: {choices}</translation>
    </message>
    <message>
        <source>Choose the kind of reading it asks for.</source>
        <translation>Wählen Sie die Art der Messung, nach der sie fragt.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Class of the mean</source>
        <translation>Klasse des Mittels</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Die Filter löschen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Closing the window leaves HealthDesk in the tray, where there is one, so that reminders come; Quit ends it.</source>
        <translation>Beim Schließen bleibt HealthDesk im Infobereich, wo es einen gibt, damit Erinnerungen kommen; „Beenden“ beendet es.</translation>
    </message>
    <message>
        <source>Coefficient of variation (target {target})</source>
        <translation>Variationskoeffizient (Ziel {target})</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Columns as remembered</source>
        <translation>Spalten wie gemerkt</translation>
    </message>
    <message>
        <source>Comma: 81,4</source>
        <translation>Komma: 81,4</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>Compare with a period</source>
        <translation>Mit einem Zeitraum vergleichen</translation>
    </message>
    <message>
        <source>Compare with a type</source>
        <translation>Mit einer Messgröße vergleichen</translation>
    </message>
    <message>
        <source>Complete a goal</source>
        <translation>Ein Ziel abschließen</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Completed on {date}</source>
        <translation>Abgeschlossen am {date}</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopieren…</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>Zusammenhang</translation>
    </message>
    <message>
        <source>Correlation r</source>
        <translation>Korrelation r</translation>
    </message>
    <message>
        <source>Could not be told</source>
        <translation>Nicht zugestellt</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Create token</source>
        <translation>Token erstellen</translation>
    </message>
    <message>
        <source>D</source>
        <translation>T</translation>
    </message>
    <message>
        <source>Daily rhythm</source>
        <translation>Tagesrhythmus</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Data file</source>
        <translation>Datendatei</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Data inside the file</source>
        <translation>Daten in der Datei</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Database, 95 % done within</source>
        <translation>Datenbank, 95 % erledigt in</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Dates before {year} cannot be recorded. Check the year.</source>
        <translation>Ein Datum vor {year} ist nicht möglich. Prüfen Sie das Jahr.</translation>
    </message>
    <message>
        <source>Dates in this table are numbers of days. They were counted from {first}.</source>
        <translation>Die Daten in dieser Tabelle sind Nummern von Tagen. Sie wurden ab dem {first} gezählt.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>Tag im Monat</translation>
    </message>
    <message>
        <source>Day, month, year</source>
        <translation>Tag, Monat, Jahr</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Days after which deleted readings and chart notes are gone for good; 0: only by hand.</source>
        <translation>Tage, nach denen gelöschte Messwerte und Diagrammnotizen endgültig weg sind; 0: nur von Hand.</translation>
    </message>
    <message>
        <source>Days before</source>
        <translation>Tage davor</translation>
    </message>
    <message>
        <source>Days of a type</source>
        <translation>Tage einer Messgröße</translation>
    </message>
    <message>
        <source>Days of the week</source>
        <translation>Wochentage</translation>
    </message>
    <message>
        <source>Days raised</source>
        <translation>Tage erhöht</translation>
    </message>
    <message>
        <source>Deadlift (1RM)</source>
        <translation>Kreuzheben (1RM)</translation>
    </message>
    <message>
        <source>Decimal sign</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Decimal sign of its numbers</source>
        <translation>Dezimalzeichen der Zahlen</translation>
    </message>
    <message>
        <source>Decimals shown</source>
        <translation>Gezeigte Nachkommastellen</translation>
    </message>
    <message>
        <source>Deep sleep</source>
        <translation>Tiefschlaf</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete for ever…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete readings</source>
        <translation>Messwerte löschen</translation>
    </message>
    <message>
        <source>Delete the note</source>
        <translation>Notiz löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} chart notes</source>
        <comment>Delete {n} chart note</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz löschen</numerusform>
            <numerusform>{n} Diagrammnotizen löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} readings</source>
        <comment>Delete {n} reading</comment>
        <translation>
            <numerusform>{n} Messwert löschen</numerusform>
            <numerusform>{n} Messwerte löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} readings for ever? There is no way back.</source>
        <comment>Delete {n} reading for ever? There is no way back.</comment>
        <translation>
            <numerusform>{n} Messwert endgültig löschen? Es gibt kein Zurück.</numerusform>
            <numerusform>{n} Messwerte endgültig löschen? Es gibt kein Zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>Deleted {n} readings for ever.</source>
        <comment>Deleted {n} reading for ever.</comment>
        <translation>
            <numerusform>{n} Messwert endgültig gelöscht.</numerusform>
            <numerusform>{n} Messwerte endgültig gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted {n} readings.</source>
        <comment>Deleted {n} reading.</comment>
        <translation>
            <numerusform>{n} Messwert gelöscht.</numerusform>
            <numerusform>{n} Messwerte gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Device or source</source>
        <translation>Gerät oder Quelle</translation>
    </message>
    <message>
        <source>Dexcom Clarity</source>
        <translation>Dexcom Clarity</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>Diagnose…</translation>
    </message>
    <message>
        <source>Diastolic</source>
        <translation>Diastolisch</translation>
    </message>
    <message>
        <source>Dip at night</source>
        <translation>Absinken in der Nacht</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Strecke</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Do not talk while you rest and while the device measures.</source>
        <translation>Sprechen Sie nicht, während Sie ruhen und während das Gerät misst.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done again: {what}.</source>
        <translation>Wiederholt: {what}.</translation>
    </message>
    <message>
        <source>Done for this month</source>
        <translation>Diesen Monat geschafft</translation>
    </message>
    <message>
        <source>Done for this week</source>
        <translation>Diese Woche geschafft</translation>
    </message>
    <message>
        <source>Done for today</source>
        <translation>Heute geschafft</translation>
    </message>
    <message>
        <source>Done {hits} of {n} times</source>
        <translation>{hits} von {n} Mal geschafft</translation>
    </message>
    <message>
        <source>Dose</source>
        <translation>Dosis</translation>
    </message>
    <message>
        <source>Drag the cards, or move the one you are on with the arrow keys. Return chooses how it is shown, Del takes it away, Esc leaves all as it was.</source>
        <translation>Karten ziehen oder die gewählte mit den Pfeiltasten bewegen. Eingabe wählt, wie sie gezeigt wird, Entf entfernt sie, Esc lässt alles, wie es war.</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Drawing the pages…</source>
        <translation>Die Seiten werden gezeichnet…</translation>
    </message>
    <message>
        <source>Drawn as a band; may stay empty.</source>
        <translation>Wird als Band gezeichnet; darf leer bleiben.</translation>
    </message>
    <message>
        <source>Drinking habits</source>
        <translation>Trinkgewohnheiten</translation>
    </message>
    <message>
        <source>Drop the filter {name}</source>
        <translation>Filter {name} entfernen</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Due times</source>
        <translation>Fällige Zeiten</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Heute fällig</translation>
    </message>
    <message>
        <source>Due {time}</source>
        <translation>Fällig {time}</translation>
    </message>
    <message>
        <source>ESC 2024 (partly confirmed)</source>
        <translation>ESC 2024 (teils bestätigt)</translation>
    </message>
    <message>
        <source>ESH 2023 (not confirmed)</source>
        <translation>ESH 2023 (nicht bestätigt)</translation>
    </message>
    <message>
        <source>Each point is made of the readings within half an hour of it.</source>
        <translation>Jeder Punkt ist aus den Messwerten einer halben Stunde davor und danach gemacht.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Eating habits</source>
        <translation>Essgewohnheiten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit a chart note</source>
        <translation>Diagrammnotiz bearbeiten</translation>
    </message>
    <message>
        <source>Edit a person</source>
        <translation>Person bearbeiten</translation>
    </message>
    <message>
        <source>Edit a type</source>
        <translation>Messgröße bearbeiten</translation>
    </message>
    <message>
        <source>Edit person</source>
        <translation>Person bearbeiten</translation>
    </message>
    <message>
        <source>Edit the chart note</source>
        <translation>Diagrammnotiz bearbeiten</translation>
    </message>
    <message>
        <source>Edit the note…</source>
        <translation>Notiz bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the reading</source>
        <translation>Messwert bearbeiten</translation>
    </message>
    <message>
        <source>Edit type</source>
        <translation>Messgröße bearbeiten</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>{name} bearbeiten</translation>
    </message>
    <message numerus="yes">
        <source>Edit {n} readings</source>
        <comment>Edit {n} reading</comment>
        <translation>
            <numerusform>{n} Messwert bearbeiten</numerusform>
            <numerusform>{n} Messwerte bearbeiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Elevated</source>
        <translation>Erhöht</translation>
    </message>
    <message>
        <source>Empty the bin</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Empty the field</source>
        <translation>Das Feld leeren</translation>
    </message>
    <message>
        <source>Empty: no limit.</source>
        <translation>Leer: keine Grenze.</translation>
    </message>
    <message>
        <source>End (time or date and time)</source>
        <translation>Ende (Uhrzeit oder Datum und Uhrzeit)</translation>
    </message>
    <message>
        <source>End date</source>
        <translation>Enddatum</translation>
    </message>
    <message>
        <source>End time</source>
        <translation>Endzeit</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Enter value</source>
        <translation>Wert eingeben</translation>
    </message>
    <message>
        <source>Episodes</source>
        <translation>Episoden</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Errors in the log, one day</source>
        <translation>Fehler im Protokoll, ein Tag</translation>
    </message>
    <message>
        <source>Estimated HbA1c</source>
        <translation>Geschätzter HbA1c</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>Abends</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Every date in {name} can be read in more than one way. Give the order with --date-order: {answers}. Nothing was imported.</source>
        <translation>Jedes Datum in {name} lässt sich auf mehr als eine Art lesen. Geben Sie die Reihenfolge mit --date-order an: {answers}. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Every due time and its history…</source>
        <translation>Jede Fälligkeit mit Verlauf…</translation>
    </message>
    <message>
        <source>Every few days</source>
        <translation>Alle paar Tage</translation>
    </message>
    <message>
        <source>Every reading you add or import will be listed here.</source>
        <translation>Jeder Messwert, den Sie eingeben oder importieren, wird hier aufgeführt.</translation>
    </message>
    <message>
        <source>Every {count} days from {date}</source>
        <translation>Alle {count} Tage ab {date}</translation>
    </message>
    <message>
        <source>Every … days</source>
        <translation>Alle … Tage</translation>
    </message>
    <message>
        <source>Every … minutes</source>
        <translation>Alle … Minuten</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Everything (JSON)</source>
        <translation>Alles (JSON)</translation>
    </message>
    <message>
        <source>Everything about the readings, for keeping and for moving to another computer. HealthDesk reads it back.</source>
        <translation>Alles über die Messwerte, zum Aufbewahren und für den Umzug auf einen anderen Computer. HealthDesk liest es wieder ein.</translation>
    </message>
    <message>
        <source>Everything is kept on this computer, in this folder. Copy it only while HealthDesk is closed.</source>
        <translation>Alles liegt auf diesem Computer, in diesem Ordner. Kopieren Sie ihn nur, solange HealthDesk geschlossen ist.</translation>
    </message>
    <message>
        <source>Everything that was told counts.</source>
        <translation>Alles, was gemeldet wurde, zählt.</translation>
    </message>
    <message>
        <source>Exercise habits</source>
        <translation>Bewegungsgewohnheiten</translation>
    </message>
    <message>
        <source>Exercise minutes</source>
        <translation>Trainingsminuten</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export cancelled. No file was written.</source>
        <translation>Export abgebrochen. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>FHIR</source>
        <translation>FHIR</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Fallen asleep after {minutes} minutes (median)</source>
        <translation>Eingeschlafen nach {minutes} Minuten (Median)</translation>
    </message>
    <message>
        <source>Fat</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Weiblich</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Figures are grouped by daily, weekly, monthly, hour or weekday.</source>
        <translation>Zahlen werden nach daily, weekly, monthly, hour oder weekday gruppiert.</translation>
    </message>
    <message>
        <source>Figures of whole days: {types}.</source>
        <translation>Zahlen ganzer Tage: {types}.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File {current}, program {head}, pending: {pending}</source>
        <translation>Datei {current}, Programm {head}, ausstehend: {pending}</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Find a part</source>
        <translation>Teil suchen</translation>
    </message>
    <message>
        <source>Find a source</source>
        <translation>Quelle suchen</translation>
    </message>
    <message>
        <source>Find a type</source>
        <translation>Messgröße suchen</translation>
    </message>
    <message>
        <source>Find in the notes</source>
        <translation>In den Notizen suchen</translation>
    </message>
    <message>
        <source>Find readings</source>
        <translation>Messwerte suchen</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>First day of a week in charts and tables; empty: as usual in your region.</source>
        <translation>Erster Tag der Woche in Diagrammen und Tabellen; leer: wie in Ihrer Region üblich.</translation>
    </message>
    <message>
        <source>First day of the other period</source>
        <translation>Erster Tag des anderen Zeitraums</translation>
    </message>
    <message>
        <source>First time (before the clock went back)</source>
        <translation>Erstes Mal (vor dem Zurückstellen der Uhr)</translation>
    </message>
    <message>
        <source>Fitbit</source>
        <translation>Fitbit</translation>
    </message>
    <message>
        <source>Fitted line</source>
        <translation>Ausgleichsgerade</translation>
    </message>
    <message>
        <source>Flights climbed</source>
        <translation>Stockwerke</translation>
    </message>
    <message>
        <source>For doctors' and hospitals' systems: a FHIR R4 bundle with LOINC codes. HealthDesk reads it back.</source>
        <translation>Für die Systeme von Praxen und Kliniken: ein FHIR-R4-Bündel mit LOINC-Codes. HealthDesk liest es wieder ein.</translation>
    </message>
    <message>
        <source>For more than an hour</source>
        <translation>Seit mehr als einer Stunde</translation>
    </message>
    <message>
        <source>For {name}</source>
        <translation>Für {name}</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Vorhersage</translation>
    </message>
    <message numerus="yes">
        <source>Forecast for {n} days: on {date} {values}.</source>
        <comment>Forecast for {n} day: on {date} {values}.</comment>
        <translation>
            <numerusform>Vorhersage für {n} Tag: am {date} {values}.</numerusform>
            <numerusform>Vorhersage für {n} Tage: am {date} {values}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Free on the disk</source>
        <translation>Frei auf der Platte</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. © HealthDesk contributors.</source>
        <translation>Freie Software unter der Apache License 2.0. © HealthDesk contributors.</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Fr</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Freitag</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From a date…</source>
        <translation>Ab einem Datum…</translation>
    </message>
    <message>
        <source>From the one time to the other must be more than 0 and at most 24 hours. Check both, or write how long it was, for example: 7h20.</source>
        <translation>Von der einen Zeit zur anderen müssen es mehr als 0 und höchstens 24 Stunden sein. Prüfen Sie beide, oder schreiben Sie, wie lange es war, zum Beispiel: 7h20.</translation>
    </message>
    <message>
        <source>From when to when reminders wait, such as 22:00-07:00; those that are set to come in quiet hours too do not. Empty: none.</source>
        <translation>Von wann bis wann Erinnerungen warten, etwa 22:00-07:00; solche, die auch in Ruhezeiten kommen sollen, warten nicht. Leer: keine.</translation>
    </message>
    <message>
        <source>From which day on? Every few days need a first one.</source>
        <translation>Ab welchem Tag? Alle paar Tage brauchen einen ersten.</translation>
    </message>
    <message>
        <source>From which severity on the program writes to its log. The log holds no values, names or notes.</source>
        <translation>Ab welcher Schwere das Programm ins Protokoll schreibt. Das Protokoll enthält keine Werte, Namen oder Notizen.</translation>
    </message>
    <message>
        <source>From {start} to {end}</source>
        <translation>Von {start} bis {end}</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>GMI</source>
        <translation>GMI</translation>
    </message>
    <message>
        <source>GMI {gmi} %, estimated HbA1c {ea1c} %, CV {cv} %</source>
        <translation>GMI {gmi} %, geschätzter HbA1c {ea1c} %, CV {cv} %</translation>
    </message>
    <message>
        <source>GMI: Bergenstal 2018, doi 10.2337/dc18-1581; it is no measured HbA1c.</source>
        <translation>GMI: Bergenstal 2018, doi 10.2337/dc18-1581; er ist kein gemessener HbA1c.</translation>
    </message>
    <message>
        <source>GNOME Health</source>
        <translation>GNOME Health</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Garmin FIT</source>
        <translation>Garmin FIT</translation>
    </message>
    <message>
        <source>Garmin account export</source>
        <translation>Garmin-Kontoexport</translation>
    </message>
    <message>
        <source>Give 0 to {high} decimals; a type of whole numbers has none.</source>
        <translation>Geben Sie 0 bis {high} Nachkommastellen an; eine Messgröße mit ganzen Zahlen hat keine.</translation>
    </message>
    <message>
        <source>Give a date such as 2027-03-01.</source>
        <translation>Geben Sie ein Datum wie 2027-03-01 an.</translation>
    </message>
    <message>
        <source>Give a height from 20 to 280 cm.</source>
        <translation>Geben Sie eine Größe von 20 bis 280 cm an.</translation>
    </message>
    <message>
        <source>Give a list.</source>
        <translation>Geben Sie eine Liste an.</translation>
    </message>
    <message>
        <source>Give a name, such as Me or Grandma.</source>
        <translation>Geben Sie einen Namen an, etwa Ich oder Oma.</translation>
    </message>
    <message>
        <source>Give a number from {low} to {high}.</source>
        <translation>Geben Sie eine Zahl von {low} bis {high} an.</translation>
    </message>
    <message>
        <source>Give a number.</source>
        <translation>Geben Sie eine Zahl an.</translation>
    </message>
    <message>
        <source>Give a text.</source>
        <translation>Geben Sie einen Text an.</translation>
    </message>
    <message>
        <source>Give a time such as 2027-03-01T08:00:00+01:00.</source>
        <translation>Geben Sie eine Zeit wie 2027-03-01T08:00:00+01:00 an.</translation>
    </message>
    <message>
        <source>Give a whole number.</source>
        <translation>Geben Sie eine ganze Zahl an.</translation>
    </message>
    <message>
        <source>Give an object.</source>
        <translation>Geben Sie ein Objekt an.</translation>
    </message>
    <message>
        <source>Give at least one field to change.</source>
        <translation>Geben Sie mindestens ein Feld an, das sich ändern soll.</translation>
    </message>
    <message>
        <source>Give one of: {takes}.</source>
        <translation>Geben Sie eins davon an: {takes}.</translation>
    </message>
    <message>
        <source>Give the parts of this type, each once and all in one unit: {parts}.</source>
        <translation>Geben Sie die Teile dieser Messgröße an, jeden einmal und alle in einer Einheit: {parts}.</translation>
    </message>
    <message>
        <source>Give the type a name to see how it is used.</source>
        <translation>Geben Sie der Messgröße einen Namen, um zu sehen, wie sie benutzt wird.</translation>
    </message>
    <message>
        <source>Give this parameter once.</source>
        <translation>Geben Sie diesen Parameter einmal an.</translation>
    </message>
    <message>
        <source>Give this token to the program now: it is not shown again, and HealthDesk keeps no copy of it.</source>
        <translation>Geben Sie diesen Token jetzt dem Programm: Er wird nicht noch einmal gezeigt, und HealthDesk behält keine Kopie davon.</translation>
    </message>
    <message>
        <source>Give true or false.</source>
        <translation>Geben Sie true oder false an.</translation>
    </message>
    <message>
        <source>Give {high} or less.</source>
        <translation>Geben Sie höchstens {high} an.</translation>
    </message>
    <message>
        <source>Give {low} or more of it.</source>
        <translation>Geben Sie mindestens {low} davon an.</translation>
    </message>
    <message>
        <source>Give {low} or more.</source>
        <translation>Geben Sie mindestens {low} an.</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>Glukose</translation>
    </message>
    <message>
        <source>Glucose by time of day</source>
        <translation>Glukose nach Tageszeit</translation>
    </message>
    <message>
        <source>Glucose management indicator (GMI)</source>
        <translation>Glukosemanagement-Indikator (GMI)</translation>
    </message>
    <message>
        <source>Glucose: time in ranges</source>
        <translation>Glukose: Zeit in Bereichen</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Go on with a goal</source>
        <translation>Ein Ziel fortsetzen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>Zu einem Datum gehen</translation>
    </message>
    <message>
        <source>Go to a date…</source>
        <translation>Zu einem Datum gehen…</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Goal reached: {name} {value}.</source>
        <translation>Ziel erreicht: {name} {value}.</translation>
    </message>
    <message>
        <source>Goal: {rule} (counts readings: no line).</source>
        <translation>Ziel: {rule} (zählt Messwerte: keine Linie).</translation>
    </message>
    <message>
        <source>Goal: {rule} (no line: the bars are hours).</source>
        <translation>Ziel: {rule} (keine Linie: die Balken sind Stunden).</translation>
    </message>
    <message>
        <source>Goal: {rule}; drawn as a day's share, {value}.</source>
        <translation>Ziel: {rule}; gezeichnet als Anteil eines Tages, {value}.</translation>
    </message>
    <message>
        <source>Goal: {value} by {date}.</source>
        <translation>Ziel: {value} bis {date}.</translation>
    </message>
    <message>
        <source>Goal: {value}.</source>
        <translation>Ziel: {value}.</translation>
    </message>
    <message>
        <source>Goals</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Goals of a type</source>
        <translation>Ziele einer Messgröße</translation>
    </message>
    <message>
        <source>Goals reached</source>
        <translation>Erreichte Ziele</translation>
    </message>
    <message>
        <source>Google Fit</source>
        <translation>Google Fit</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Growth of memory</source>
        <translation>Speicherzuwachs</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>Leitlinie</translation>
    </message>
    <message>
        <source>Guideline for blood pressure</source>
        <translation>Leitlinie für den Blutdruck</translation>
    </message>
    <message>
        <source>HDL cholesterol</source>
        <translation>HDL-Cholesterin</translation>
    </message>
    <message>
        <source>HEALTH_DATABASE_URL names a hub, but it was never joined: nothing syncs</source>
        <translation>HEALTH_DATABASE_URL nennt eine Sammelstelle, doch beigetreten wurde ihr nie: Nichts wird abgeglichen</translation>
    </message>
    <message>
        <source>HEALTH_REMINDER_CRON_SECRET is too easy to guess, so nothing can be triggered with it. `healthdesk reminders secret` makes a good one.</source>
        <translation>HEALTH_REMINDER_CRON_SECRET ist zu leicht zu erraten, deshalb lässt sich damit nichts auslösen. `healthdesk reminders secret` macht ein gutes Geheimnis.</translation>
    </message>
    <message>
        <source>HEALTH_REMINDER_CRON_SECRET is too easy to guess. `healthdesk reminders secret` makes a good one.</source>
        <translation>HEALTH_REMINDER_CRON_SECRET ist zu leicht zu erraten. `healthdesk reminders secret` macht ein gutes Geheimnis.</translation>
    </message>
    <message>
        <source>Habit</source>
        <translation>Gewohnheit</translation>
    </message>
    <message>
        <source>Habits</source>
        <translation>Gewohnheiten</translation>
    </message>
    <message>
        <source>Half an hour before: no coffee, no tobacco, no exercise; an empty bladder.</source>
        <translation>Eine halbe Stunde vorher: kein Kaffee, kein Tabak, kein Sport; die Blase leer.</translation>
    </message>
    <message>
        <source>Half of all</source>
        <translation>Hälfte aller Werte</translation>
    </message>
    <message>
        <source>Half of them {low} to {high}</source>
        <translation>Die Hälfte {low} bis {high}</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>Die Hälfte in</translation>
    </message>
    <message>
        <source>Has the same columns as {name}: what you say there holds here too.</source>
        <translation>Hat dieselben Spalten wie {name}: Was Sie dort angeben, gilt auch hier.</translation>
    </message>
    <message>
        <source>HbA1c</source>
        <translation>HbA1c</translation>
    </message>
    <message>
        <source>Health Connect</source>
        <translation>Health Connect</translation>
    </message>
    <message>
        <source>Health files ({pattern})</source>
        <translation>Gesundheitsdateien ({pattern})</translation>
    </message>
    <message>
        <source>Health report</source>
        <translation>Gesundheitsbericht</translation>
    </message>
    <message>
        <source>HealthDesk CSV</source>
        <translation>HealthDesk-CSV</translation>
    </message>
    <message>
        <source>HealthDesk JSON</source>
        <translation>HealthDesk-JSON</translation>
    </message>
    <message>
        <source>HealthDesk can remind you in this way.</source>
        <translation>HealthDesk kann auf diesem Weg erinnern.</translation>
    </message>
    <message>
        <source>HealthDesk does not know this table. Say what its columns hold; it will be remembered for the next one.</source>
        <translation>HealthDesk kennt diese Tabelle nicht. Sagen Sie, was ihre Spalten enthalten; das wird für die nächste gemerkt.</translation>
    </message>
    <message>
        <source>HealthDesk goes on in the tray. Click its icon, or start it again, and the window is back.</source>
        <translation>HealthDesk läuft im Infobereich weiter. Ein Klick auf das Symbol oder ein neuer Start bringt das Fenster zurück.</translation>
    </message>
    <message>
        <source>HealthDesk is closed for maintenance. Whoever looks after it opens it again with `healthdesk maintenance off`. Nothing was changed.</source>
        <translation>HealthDesk ist für die Wartung geschlossen. Wer sich darum kümmert, öffnet es mit `healthdesk maintenance off` wieder. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>HealthDesk is not switched on for you yet. Your data is untouched. Whoever looks after this installation can let you in; `healthdesk flags show` says why.</source>
        <translation>HealthDesk ist für Sie noch nicht eingeschaltet. Ihre Daten sind unberührt. Wer diese Installation betreut, kann Sie zulassen; `healthdesk flags show` sagt, warum.</translation>
    </message>
    <message>
        <source>HealthDesk is switched off for you</source>
        <translation>HealthDesk ist für Sie ausgeschaltet</translation>
    </message>
    <message>
        <source>HealthDesk report</source>
        <translation>HealthDesk-Bericht</translation>
    </message>
    <message>
        <source>HealthDesk starts when somebody logs in, so that reminders come.</source>
        <translation>HealthDesk startet beim Anmelden, damit Erinnerungen kommen.</translation>
    </message>
    <message>
        <source>HealthDesk starts without its window, where there is a tray to open it from.</source>
        <translation>HealthDesk startet ohne Fenster, wo es einen Infobereich gibt, um es zu öffnen.</translation>
    </message>
    <message>
        <source>HealthDesk wrote this workbook to be looked at in other programs. What it reads back is an export as CSV or JSON.</source>
        <translation>Diese Arbeitsmappe hat HealthDesk zum Ansehen in anderen Programmen geschrieben. Zurücklesen lässt sich ein Export als CSV oder JSON.</translation>
    </message>
    <message>
        <source>HealthDesk wrote this workbook to be looked at in other programs. What it reads back is an export as CSV or JSON: import that, or say what these columns hold.</source>
        <translation>Diese Arbeitsmappe hat HealthDesk zum Ansehen in anderen Programmen geschrieben. Zurücklesen lässt sich ein Export als CSV oder JSON: Importieren Sie den, oder sagen Sie, was diese Spalten enthalten.</translation>
    </message>
    <message>
        <source>HealthDesk – Delete for ever</source>
        <translation>HealthDesk – Endgültig löschen</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>Herz</translation>
    </message>
    <message>
        <source>Heart rate</source>
        <translation>Herzfrequenz</translation>
    </message>
    <message>
        <source>Heart rate variability</source>
        <translation>Herzfrequenzvariabilität</translation>
    </message>
    <message>
        <source>Heart rate variability {mean} ms</source>
        <translation>Herzfrequenzvariabilität {mean} ms</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Körpergröße</translation>
    </message>
    <message>
        <source>Height and girth</source>
        <translation>Größe und Umfang</translation>
    </message>
    <message>
        <source>Height in cm</source>
        <translation>Größe in cm</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Hide the archive</source>
        <translation>Archiv ausblenden</translation>
    </message>
    <message>
        <source>Hide this kind</source>
        <translation>Diese Art ausblenden</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>High, &gt;{value}</source>
        <translation>Hoch, &gt;{value}</translation>
    </message>
    <message>
        <source>High-normal</source>
        <translation>Hochnormal</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Höchster</translation>
    </message>
    <message>
        <source>Highest around</source>
        <translation>Am höchsten um</translation>
    </message>
    <message>
        <source>Highest day</source>
        <translation>Höchster Tag</translation>
    </message>
    <message>
        <source>Highest pulse</source>
        <translation>Höchster Puls</translation>
    </message>
    <message>
        <source>Highest value possible</source>
        <translation>Höchster möglicher Wert</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>Verlauf…</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Hours of the day</source>
        <translation>Stunden des Tages</translation>
    </message>
    <message>
        <source>How are its dates written?</source>
        <translation>Wie sind die Daten darin geschrieben?</translation>
    </message>
    <message>
        <source>How it is shown…</source>
        <translation>Darstellung…</translation>
    </message>
    <message>
        <source>How long does it hold?</source>
        <translation>Wie lange gilt er?</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>How many requests each token may make in a minute; 0: as many as it likes.</source>
        <translation>Wie viele Anfragen jeder Token in einer Minute stellen darf; 0: so viele er will.</translation>
    </message>
    <message>
        <source>How many times</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>Wie viel</translation>
    </message>
    <message>
        <source>How much is left</source>
        <translation>Wie viel noch da ist</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>How {type} is spread. {figures}.</source>
        <translation>Wie sich {type} verteilt. {figures}.</translation>
    </message>
    <message>
        <source>Hypertension</source>
        <translation>Hypertonie</translation>
    </message>
    <message>
        <source>Hypertension grade 1</source>
        <translation>Hypertonie Grad 1</translation>
    </message>
    <message>
        <source>Hypertension grade 2</source>
        <translation>Hypertonie Grad 2</translation>
    </message>
    <message>
        <source>Hypertension grade 3</source>
        <translation>Hypertonie Grad 3</translation>
    </message>
    <message>
        <source>Hypertension stage 1</source>
        <translation>Hypertonie Stadium 1</translation>
    </message>
    <message>
        <source>Hypertension stage 2</source>
        <translation>Hypertonie Stadium 2</translation>
    </message>
    <message>
        <source>Hypos: {lows}, very low: {very_low}, longer than two hours: {long}; hypers: {highs}</source>
        <translation>Unterzuckerungen: {lows}, sehr niedrige: {very_low}, länger als zwei Stunden: {long}; Überzuckerungen: {highs}</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>Ich habe ihn verwahrt</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>ISH 2020</source>
        <translation>ISH 2020</translation>
    </message>
    <message>
        <source>Illness</source>
        <translation>Krankheit</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren…</translation>
    </message>
    <message>
        <source>Import again…</source>
        <translation>Noch einmal importieren…</translation>
    </message>
    <message numerus="yes">
        <source>Import of {name}: {n} readings</source>
        <comment>Import of {name}: {n} reading</comment>
        <translation>
            <numerusform>Import von {name}: {n} Messwert</numerusform>
            <numerusform>Import von {name}: {n} Messwerte</numerusform>
        </translation>
    </message>
    <message>
        <source>Import the rest</source>
        <translation>Den Rest importieren</translation>
    </message>
    <message>
        <source>Import {batch} can't be undone: it is not finished, or was undone before.</source>
        <translation>Import {batch} kann nicht zurückgenommen werden: er ist nicht fertig oder wurde schon zurückgenommen.</translation>
    </message>
    <message>
        <source>Import {batch}. `healthdesk imports undo {batch}` takes it back.</source>
        <translation>Import {batch}. `healthdesk imports undo {batch}` nimmt ihn zurück.</translation>
    </message>
    <message numerus="yes">
        <source>Imported {n} readings from {name}.</source>
        <comment>Imported {n} reading from {name}.</comment>
        <translation>
            <numerusform>{n} Messwert aus {name} importiert.</numerusform>
            <numerusform>{n} Messwerte aus {name} importiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported {n} readings.</source>
        <comment>Imported {n} reading.</comment>
        <translation>
            <numerusform>{n} Messwert importiert.</numerusform>
            <numerusform>{n} Messwerte importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing… You can cancel; then nothing of it is kept.</source>
        <translation>Wird importiert… Sie können abbrechen; dann bleibt nichts davon.</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Imports so far…</source>
        <translation>Bisherige Importe…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>In beats a minute, as it was measured on the first person of the list; zones of effort are shares of it. Below 100, and for all others, it is estimated from the age.</source>
        <translation>In Schlägen je Minute, wie er an der ersten Person der Liste gemessen wurde; die Zonen der Anstrengung sind Anteile davon. Unter 100, und für alle anderen, wird er aus dem Alter geschätzt.</translation>
    </message>
    <message>
        <source>In bed</source>
        <translation>Im Bett</translation>
    </message>
    <message>
        <source>In each box: done of all that came. The stronger the colour, the more was done.</source>
        <translation>In jedem Feld: erledigt von allen, die kamen. Je kräftiger die Farbe, desto mehr ist erledigt.</translation>
    </message>
    <message>
        <source>In mmHg</source>
        <translation>In mmHg</translation>
    </message>
    <message>
        <source>In quiet hours too</source>
        <translation>Auch in Ruhezeiten</translation>
    </message>
    <message>
        <source>In range</source>
        <translation>Im Bereich</translation>
    </message>
    <message>
        <source>In range, {low}–{high}</source>
        <translation>Im Bereich, {low}–{high}</translation>
    </message>
    <message>
        <source>In the bin</source>
        <translation>Im Papierkorb</translation>
    </message>
    <message>
        <source>In the bin since (UTC)</source>
        <translation>Im Papierkorb seit (UTC)</translation>
    </message>
    <message>
        <source>In the last {n} weeks {done} of {asked} were done.</source>
        <translation>In den letzten {n} Wochen wurden {done} von {asked} erledigt.</translation>
    </message>
    <message>
        <source>In the range of</source>
        <translation>Im Bereich von</translation>
    </message>
    <message>
        <source>In the range of: {range}</source>
        <translation>Im Bereich von: {range}</translation>
    </message>
    <message>
        <source>In the range {range} mmHg</source>
        <translation>Im Bereich {range} mmHg</translation>
    </message>
    <message>
        <source>In the typical range</source>
        <translation>Im üblichen Bereich</translation>
    </message>
    <message>
        <source>In the typical range: {share} %</source>
        <translation>Im üblichen Bereich: {share} %</translation>
    </message>
    <message>
        <source>In the watched folder: {why}</source>
        <translation>Im beobachteten Ordner: {why}</translation>
    </message>
    <message>
        <source>In typical range</source>
        <translation>Im üblichen Bereich</translation>
    </message>
    <message>
        <source>In which unit is {text}? Add the unit: {units}.</source>
        <translation>In welcher Einheit ist {text}? Ergänzen Sie die Einheit: {units}.</translation>
    </message>
    <message>
        <source>In which unit is {type}?</source>
        <translation>In welcher Einheit steht {type}?</translation>
    </message>
    <message>
        <source>Insights above the cards</source>
        <translation>Auffälliges über den Karten</translation>
    </message>
    <message>
        <source>Insights below the cards</source>
        <translation>Auffälliges unter den Karten</translation>
    </message>
    <message>
        <source>Insufficient for time in ranges, GMI and variability: the consensus asks for {days} days with {share} % of a sensor's readings.</source>
        <translation>Zu wenig für Zeit in Bereichen, GMI und Schwankung: Der Konsens verlangt {days} Tage mit {share} % der Messwerte eines Sensors.</translation>
    </message>
    <message>
        <source>Insulin</source>
        <translation>Insulin</translation>
    </message>
    <message>
        <source>Interface for programs</source>
        <translation>Schnittstelle für Programme</translation>
    </message>
    <message>
        <source>Is {text} the morning or the evening? Write {early} or {late}.</source>
        <translation>Ist {text} morgens oder abends? Schreiben Sie {early} oder {late}.</translation>
    </message>
    <message>
        <source>It comes again in {time}.</source>
        <translation>Sie kommt in {time} wieder.</translation>
    </message>
    <message numerus="yes">
        <source>It is kept as {n} reminders.</source>
        <comment>It is kept as {n} reminder.</comment>
        <translation>
            <numerusform>Es wird als {n} Erinnerung geführt.</numerusform>
            <numerusform>Es wird als {n} Erinnerungen geführt.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not clear what “{text}” belongs to. Write one value, then the time or the note.</source>
        <translation>Es ist unklar, wozu „{text}“ gehört. Schreiben Sie einen Wert, dann die Zeit oder die Notiz.</translation>
    </message>
    <message>
        <source>It is off: no program reaches your data this way.</source>
        <translation>Sie ist aus: Kein Programm erreicht Ihre Daten auf diesem Weg.</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>Stimmt so</translation>
    </message>
    <message>
        <source>It is the last thing that was done here. All readings it added would go; what you changed or deleted since stays as it is. To have them again, import the file once more.</source>
        <translation>Er war das Letzte, was hier geschah. Alle Messwerte, die er hinzugefügt hat, würden verschwinden; was Sie seither geändert oder gelöscht haben, bleibt, wie es ist. Um sie wiederzuhaben, importieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>It lasted for a while</source>
        <translation>Es dauerte eine Weile</translation>
    </message>
    <message>
        <source>It records and shows; it does not diagnose and does not replace a physician.</source>
        <translation>Es zeichnet auf und zeigt; es stellt keine Diagnosen und ersetzt keinen Arzt.</translation>
    </message>
    <message>
        <source>It takes {pace}.</source>
        <translation>Es braucht {pace}.</translation>
    </message>
    <message>
        <source>Item {item} of {name} is longer than {limit} characters, which no reading is. Nothing was imported.</source>
        <translation>Element {item} in {name} ist länger als {limit} Zeichen, was keine Messung ist. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Its 95 % band</source>
        <translation>Ihr 95-%-Band</translation>
    </message>
    <message>
        <source>Its median</source>
        <translation>Median dort</translation>
    </message>
    <message>
        <source>Its write-ahead log</source>
        <translation>Deren Schreibprotokoll</translation>
    </message>
    <message>
        <source>J-index</source>
        <translation>J-Index</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep it now: it is not shown again.</source>
        <translation>Heben Sie ihn jetzt auf: Er wird nicht noch einmal gezeigt.</translation>
    </message>
    <message>
        <source>Keep the import</source>
        <translation>Import behalten</translation>
    </message>
    <message>
        <source>Kept answers</source>
        <translation>Gemerkte Antworten</translation>
    </message>
    <message>
        <source>Kept to, per week</source>
        <translation>Eingehalten, je Woche</translation>
    </message>
    <message>
        <source>Kept to, per week…</source>
        <translation>Eingehalten je Woche…</translation>
    </message>
    <message>
        <source>Ketones</source>
        <translation>Ketone</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind of goal</source>
        <translation>Art des Ziels</translation>
    </message>
    <message>
        <source>Kind of reading</source>
        <translation>Art des Messwerts</translation>
    </message>
    <message>
        <source>LDL cholesterol</source>
        <translation>LDL-Cholesterin</translation>
    </message>
    <message>
        <source>Lability index</source>
        <translation>Labilitätsindex</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the program; system: as on this computer, where there is a translation.</source>
        <translation>Sprache des Programms; system: wie auf diesem Computer, soweit es eine Übersetzung gibt.</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Sprache des Berichts</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Last days: {days}.</source>
        <translation>Letzte Tage: {days}.</translation>
    </message>
    <message>
        <source>Last reading</source>
        <translation>Letzter Messwert</translation>
    </message>
    <message>
        <source>Last reading of a type</source>
        <translation>Letzter Messwert einer Messgröße</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Latest {reading}: {range}</source>
        <translation>Letzter Wert {reading}: {range}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Layers…</source>
        <translation>Ebenen…</translation>
    </message>
    <message>
        <source>Lean mass</source>
        <translation>Fettfreie Masse</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Leave this sheet out</source>
        <translation>Dieses Blatt weglassen</translation>
    </message>
    <message>
        <source>Leave this table out</source>
        <translation>Diese Tabelle auslassen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Left out: {columns}.</source>
        <translation>Weggelassen: {columns}.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>LibreView</source>
        <translation>LibreView</translation>
    </message>
    <message>
        <source>Licences of the parts</source>
        <translation>Lizenzen der Bestandteile</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light or dark; system: as the desktop.</source>
        <translation>Hell oder dunkel; system: wie der Desktop.</translation>
    </message>
    <message>
        <source>Light sleep</source>
        <translation>Leichtschlaf</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Line {line} of {path} can't be read. Correct it, or move the file away to start with the usual settings.</source>
        <translation>Zeile {line} von {path} ist nicht lesbar. Berichtigen Sie sie, oder verschieben Sie die Datei, um mit den üblichen Einstellungen zu beginnen.</translation>
    </message>
    <message>
        <source>Line {line} of {path} gives {key} a value it can't have. It takes: {takes}</source>
        <translation>Zeile {line} von {path} gibt {key} einen Wert, der nicht möglich ist. Möglich ist: {takes}</translation>
    </message>
    <message>
        <source>Line {line} of {path} is not of the form NAME=value.</source>
        <translation>Zeile {line} von {path} hat nicht die Form NAME=Wert.</translation>
    </message>
    <message>
        <source>Line {line}: {reason}</source>
        <translation>Zeile {line}: {reason}</translation>
    </message>
    <message>
        <source>List of readings</source>
        <translation>Liste der Messwerte</translation>
    </message>
    <message>
        <source>Listening at {url}</source>
        <translation>Erreichbar unter {url}</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Belastung</translation>
    </message>
    <message>
        <source>Load of the last 7 days {acute} a day, of the 21 days before {chronic}</source>
        <translation>Belastung der letzten 7 Tage {acute} am Tag, der 21 Tage davor {chronic}</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Longer time</source>
        <translation>Längere Zeit</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu nachsehen</translation>
    </message>
    <message>
        <source>Look at how values are spread</source>
        <translation>Verteilung der Werte ansehen</translation>
    </message>
    <message>
        <source>Look at it against another type</source>
        <translation>Gegen eine andere Art ansehen</translation>
    </message>
    <message>
        <source>Look at it as a calendar</source>
        <translation>Als Kalender ansehen</translation>
    </message>
    <message>
        <source>Look at it by time of day</source>
        <translation>Nach Tageszeit ansehen</translation>
    </message>
    <message>
        <source>Look at it over time</source>
        <translation>Im Zeitverlauf ansehen</translation>
    </message>
    <message>
        <source>Look at pressures as ranges</source>
        <translation>Blutdruck als Bereiche ansehen</translation>
    </message>
    <message>
        <source>Look at stages of sleep</source>
        <translation>Schlafphasen ansehen</translation>
    </message>
    <message>
        <source>Look at year over year</source>
        <translation>Jahre im Vergleich ansehen</translation>
    </message>
    <message>
        <source>Look whether the answers are right, then go on.</source>
        <translation>Sehen Sie nach, ob die Antworten stimmen, und gehen Sie dann weiter.</translation>
    </message>
    <message>
        <source>Looked last (UTC)</source>
        <translation>Zuletzt nachgesehen (UTC)</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen…</translation>
    </message>
    <message>
        <source>Look…</source>
        <translation>Ansehen…</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Low, &lt;{value}</source>
        <translation>Niedrig, &lt;{value}</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Niedrigster</translation>
    </message>
    <message>
        <source>Lowest around</source>
        <translation>Am niedrigsten um</translation>
    </message>
    <message>
        <source>Lowest day</source>
        <translation>Niedrigster Tag</translation>
    </message>
    <message>
        <source>Lowest reading</source>
        <translation>Niedrigster Messwert</translation>
    </message>
    <message>
        <source>Lowest to highest</source>
        <translation>Niedrigster bis höchster Wert</translation>
    </message>
    <message>
        <source>Lowest value possible</source>
        <translation>Niedrigster möglicher Wert</translation>
    </message>
    <message>
        <source>Lowest – highest</source>
        <translation>Tiefster – höchster</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Wartung</translation>
    </message>
    <message>
        <source>Maintenance mode is off.</source>
        <translation>Wartung ist aus.</translation>
    </message>
    <message>
        <source>Maintenance mode is on since {since}.</source>
        <translation>Wartung ist an seit {since}.</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Männlich</translation>
    </message>
    <message>
        <source>Mark all {n}</source>
        <translation>Alle {n} markieren</translation>
    </message>
    <message>
        <source>Mark as completed</source>
        <translation>Als abgeschlossen markieren</translation>
    </message>
    <message numerus="yes">
        <source>Mark {n} reminders as done</source>
        <comment>Mark a reminder as done</comment>
        <translation>
            <numerusform>{n} Erinnerung als erledigt kennzeichnen</numerusform>
            <numerusform>{n} Erinnerungen als erledigt kennzeichnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark “{title}”</source>
        <translation>„{title}“ markieren</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>May also be given in</source>
        <translation>Darf auch angegeben werden in</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Mean (lowest – highest)</source>
        <translation>Mittel (tiefster – höchster)</translation>
    </message>
    <message>
        <source>Mean of a day</source>
        <translation>Mittel eines Tages</translation>
    </message>
    <message>
        <source>Mean of the readings</source>
        <translation>Mittel der Messwerte</translation>
    </message>
    <message>
        <source>Mean without the first day: {mean}. {class_} ({range} mmHg; {rule}; {source}).</source>
        <translation>Mittel ohne den ersten Tag: {mean}. {class_} ({range} mmHg; {rule}; {source}).</translation>
    </message>
    <message>
        <source>Mean {before} from {period}.</source>
        <translation>Mittel {before} von {period}.</translation>
    </message>
    <message>
        <source>Mean {mean}, from lowest to highest {range} {unit}.</source>
        <translation>Mittel {mean}, vom tiefsten zum höchsten {range} {unit}.</translation>
    </message>
    <message>
        <source>Mean {mean}: {difference} against {before} from {period} ({of}).</source>
        <translation>Mittel {mean}: {difference} gegenüber {before} von {period} ({of}).</translation>
    </message>
    <message>
        <source>Mean {place} {mean}, {readings}: {class_}.</source>
        <translation>Mittel {place} {mean}, {readings}: {class_}.</translation>
    </message>
    <message>
        <source>Mean {place} {mean}: {class_}</source>
        <translation>Mittel {place} {mean}: {class_}</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Means of</source>
        <translation>Mittel über</translation>
    </message>
    <message>
        <source>Means of a day.</source>
        <translation>Mittel eines Tages.</translation>
    </message>
    <message>
        <source>Measure again: second reading</source>
        <translation>Messen Sie noch einmal: zweiter Wert</translation>
    </message>
    <message>
        <source>Measure blood pressure</source>
        <translation>Blutdruck messen</translation>
    </message>
    <message>
        <source>Measure blood pressure…</source>
        <translation>Blutdruck messen…</translation>
    </message>
    <message>
        <source>Measure now, and type what the device shows: first reading</source>
        <translation>Messen Sie jetzt und tippen Sie ein, was das Gerät zeigt: erster Wert</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Median {median}; half lie from {low} to {high}, nine in ten from {least} to {most}</source>
        <translation>Median {median}; die Hälfte liegt von {low} bis {high}, neun von zehn von {least} bis {most}</translation>
    </message>
    <message>
        <source>Median {value}</source>
        <translation>Median {value}</translation>
    </message>
    <message>
        <source>Medical systems (FHIR)</source>
        <translation>Medizinische Systeme (FHIR)</translation>
    </message>
    <message>
        <source>Medication</source>
        <translation>Medikament</translation>
    </message>
    <message>
        <source>Medtronic CareLink</source>
        <translation>Medtronic CareLink</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Metabolism</source>
        <translation>Stoffwechsel</translation>
    </message>
    <message>
        <source>Metrics are switched off by PROMETHEUS_METRICS_ENABLED=false: nothing is counted or served. `healthdesk metrics report` tells what was counted before.</source>
        <translation>Das Zählen ist durch PROMETHEUS_METRICS_ENABLED=false ausgeschaltet: Nichts wird gezählt oder ausgegeben. `healthdesk metrics report` zeigt, was vorher gezählt wurde.</translation>
    </message>
    <message>
        <source>Metrics are switched off: what was done since then is not counted.</source>
        <translation>Das Zählen ist ausgeschaltet: Was seither geschah, zählt nicht mit.</translation>
    </message>
    <message>
        <source>Metrics only</source>
        <translation>Nur Metriken</translation>
    </message>
    <message>
        <source>Midnight lies between, so it is not clear whether {first} or {last} is meant. Write the day right before its clock time, for example: yesterday 23:00 to 6:30.</source>
        <translation>Dazwischen liegt Mitternacht, deshalb ist nicht klar, ob {first} oder {last} gemeint ist. Schreiben Sie den Tag direkt vor seine Uhrzeit, zum Beispiel: gestern 23:00 bis 6:30.</translation>
    </message>
    <message>
        <source>Mindfulness habits</source>
        <translation>Achtsamkeit</translation>
    </message>
    <message>
        <source>Minute, hour, day of the month, month, day of the week; or @daily, @weekly …</source>
        <translation>Minute, Stunde, Tag im Monat, Monat, Wochentag; oder @daily, @weekly …</translation>
    </message>
    <message>
        <source>Minutes after which a reminder that nobody answered counts as missed, where it has no time of its own.</source>
        <translation>Minuten, nach denen eine unbeantwortete Erinnerung als verpasst gilt, wenn sie keine eigene Frist hat.</translation>
    </message>
    <message>
        <source>Minutes from now</source>
        <translation>Minuten ab jetzt</translation>
    </message>
    <message>
        <source>Minutes in zones of a highest pulse of {highest}: {zones}</source>
        <translation>Minuten in Zonen bei höchstem Puls von {highest}: {zones}</translation>
    </message>
    <message>
        <source>Minutes until it is missed</source>
        <translation>Minuten, bis sie als verpasst gilt</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Missed after a time of its own</source>
        <translation>Nach einer eigenen Zeit verpasst</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Montag</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Month, day, year</source>
        <translation>Monat, Tag, Jahr</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>More about this goal</source>
        <translation>Mehr zu diesem Ziel</translation>
    </message>
    <message>
        <source>More about this reminder</source>
        <translation>Mehr zu dieser Erinnerung</translation>
    </message>
    <message>
        <source>More choices</source>
        <translation>Weitere Angaben</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>Morgens</translation>
    </message>
    <message>
        <source>Morning and evening pressure</source>
        <translation>Blutdruck morgens und abends</translation>
    </message>
    <message numerus="yes">
        <source>Morning pressure is {size} above evening, {n} days.</source>
        <comment>Morning pressure is {size} above evening, {n} day.</comment>
        <translation>
            <numerusform>Der Blutdruck ist morgens um {size} höher als abends, {n} Tag.</numerusform>
            <numerusform>Der Blutdruck ist morgens um {size} höher als abends, {n} Tage.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Morning pressure is {size} below evening, {n} days.</source>
        <comment>Morning pressure is {size} below evening, {n} day.</comment>
        <translation>
            <numerusform>Der Blutdruck ist morgens um {size} niedriger als abends, {n} Tag.</numerusform>
            <numerusform>Der Blutdruck ist morgens um {size} niedriger als abends, {n} Tage.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mornings {morning}, evenings {evening}</source>
        <translation>Morgens {morning}, abends {evening}</translation>
    </message>
    <message>
        <source>Most adults</source>
        <translation>Die meisten Erwachsenen</translation>
    </message>
    <message>
        <source>Motivation</source>
        <translation>Motivation</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>Move the date to {date}</source>
        <translation>Termin auf {date} verschieben</translation>
    </message>
    <message>
        <source>Move to another person…</source>
        <translation>Zu einer anderen Person verschieben…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message numerus="yes">
        <source>Move {n} readings</source>
        <comment>Move {n} reading</comment>
        <translation>
            <numerusform>{n} Messwert verschieben</numerusform>
            <numerusform>{n} Messwerte verschieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Verschoben</translation>
    </message>
    <message numerus="yes">
        <source>Moved {n} readings to {name}.</source>
        <comment>Moved {n} reading to {name}.</comment>
        <translation>
            <numerusform>{n} Messwert zu {name} verschoben.</numerusform>
            <numerusform>{n} Messwerte zu {name} verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Muscle mass</source>
        <translation>Muskelmasse</translation>
    </message>
    <message>
        <source>Muscle soreness</source>
        <translation>Muskelkater</translation>
    </message>
    <message>
        <source>NICE (CG189) thinks of no more than {rate} kg of weight loss a week. Talk to a professional about more.</source>
        <translation>NICE (CG189) geht von höchstens {rate} kg Gewichtsverlust pro Woche aus. Sprechen Sie über mehr mit einer Fachperson.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name each unit once, the one that values are stored in among them.</source>
        <translation>Nennen Sie jede Einheit einmal, darunter die, in der gespeichert wird.</translation>
    </message>
    <message>
        <source>Name or e-mail address by which a staged rollout knows this user; empty: the computer's log-in.</source>
        <translation>Name oder E-Mail-Adresse, unter der eine gestufte Einführung diesen Benutzer kennt; leer: die Anmeldung am Computer.</translation>
    </message>
    <message>
        <source>Never comes again</source>
        <translation>Kommt nicht wieder</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New chart note</source>
        <translation>Neue Diagrammnotiz</translation>
    </message>
    <message>
        <source>New goal</source>
        <translation>Neues Ziel</translation>
    </message>
    <message>
        <source>New goal…</source>
        <translation>Neues Ziel…</translation>
    </message>
    <message>
        <source>New levels</source>
        <translation>Neue Niveaus</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Neue Person</translation>
    </message>
    <message>
        <source>New person…</source>
        <translation>Neue Person…</translation>
    </message>
    <message>
        <source>New reminder</source>
        <translation>Neue Erinnerung</translation>
    </message>
    <message>
        <source>New reminder…</source>
        <translation>Neue Erinnerung…</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>Neuer Token</translation>
    </message>
    <message>
        <source>New token…</source>
        <translation>Neuer Token…</translation>
    </message>
    <message>
        <source>New type</source>
        <translation>Neue Messgröße</translation>
    </message>
    <message>
        <source>New type…</source>
        <translation>Neue Messgröße…</translation>
    </message>
    <message>
        <source>Newest backup</source>
        <translation>Neueste Sicherung</translation>
    </message>
    <message>
        <source>Newest readings</source>
        <translation>Neueste Messwerte</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>Next one (UTC)</source>
        <translation>Nächste (UTC)</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>Nächste Person</translation>
    </message>
    <message>
        <source>Next: {times}</source>
        <translation>Als Nächstes: {times}</translation>
    </message>
    <message>
        <source>Next: {time}</source>
        <translation>Nächste: {time}</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nachts</translation>
    </message>
    <message>
        <source>Night to</source>
        <translation>Nacht zum</translation>
    </message>
    <message>
        <source>Night to {date}</source>
        <translation>Nacht zum {date}</translation>
    </message>
    <message>
        <source>Nights</source>
        <translation>Nächte</translation>
    </message>
    <message>
        <source>Nightscout</source>
        <translation>Nightscout</translation>
    </message>
    <message>
        <source>Nine of ten</source>
        <translation>Neun von zehn</translation>
    </message>
    <message>
        <source>Nine of ten {low} to {high}</source>
        <translation>Neun von zehn {low} bis {high}</translation>
    </message>
    <message>
        <source>No class yet: {lack}</source>
        <translation>Noch keine Klasse: {lack}</translation>
    </message>
    <message>
        <source>No clock time was given: noon of {date} is taken.</source>
        <translation>Ohne Uhrzeit gilt der Mittag: {date}.</translation>
    </message>
    <message>
        <source>No column holds a value. Choose at least one.</source>
        <translation>Keine Spalte enthält einen Wert. Wählen Sie mindestens eine.</translation>
    </message>
    <message>
        <source>No column holds the date. Choose the one with the date, or with date and time.</source>
        <translation>Keine Spalte enthält das Datum. Wählen Sie die mit dem Datum oder mit Datum und Uhrzeit.</translation>
    </message>
    <message>
        <source>No command has these letters.</source>
        <translation>Kein Befehl enthält diese Buchstaben.</translation>
    </message>
    <message>
        <source>No day with both in this time.</source>
        <translation>Kein Tag mit beiden in dieser Zeit.</translation>
    </message>
    <message>
        <source>No imports yet</source>
        <translation>Noch keine Importe</translation>
    </message>
    <message>
        <source>No insights</source>
        <translation>Nichts Auffälliges zeigen</translation>
    </message>
    <message>
        <source>No kind of reading fits {text} {unit}. Write its name before the value and check the unit.</source>
        <translation>Zu {text} {unit} passt keine Messgröße. Schreiben Sie ihren Namen vor den Wert und prüfen Sie die Einheit.</translation>
    </message>
    <message>
        <source>No line and no correlation: {lack}.</source>
        <translation>Keine Gerade und keine Korrelation: {lack}.</translation>
    </message>
    <message>
        <source>No more nights.</source>
        <translation>Keine weiteren Nächte.</translation>
    </message>
    <message>
        <source>No more readings.</source>
        <translation>Keine weiteren Messwerte.</translation>
    </message>
    <message>
        <source>No nights with stages in this time.</source>
        <translation>Keine Nächte mit Schlafphasen in dieser Zeit.</translation>
    </message>
    <message>
        <source>No note was deleted.</source>
        <translation>Es wurde keine Notiz gelöscht.</translation>
    </message>
    <message>
        <source>No notification service answers on this desktop. What is due waits in the inbox.</source>
        <translation>Auf diesem Desktop antwortet kein Benachrichtigungsdienst. Was fällig ist, wartet im Eingang.</translation>
    </message>
    <message>
        <source>No other period</source>
        <translation>Kein anderer Zeitraum</translation>
    </message>
    <message>
        <source>No other type</source>
        <translation>Keine andere</translation>
    </message>
    <message>
        <source>No place on earth has a clock {offset} minutes from UTC. Check the time zone.</source>
        <translation>An keinem Ort der Erde weicht die Uhr {offset} Minuten von UTC ab. Prüfen Sie die Zeitzone.</translation>
    </message>
    <message>
        <source>No profile of this time: {lack}.</source>
        <translation>Kein Profil dieser Zeit: {lack}.</translation>
    </message>
    <message>
        <source>No profile yet: it takes {n} readings around one time of day. Shown are the single days.</source>
        <translation>Noch kein Profil: Es braucht {n} Messwerte um eine Tageszeit. Gezeigt werden die einzelnen Tage.</translation>
    </message>
    <message>
        <source>No profile yet: {lack}. Shown are the single days.</source>
        <translation>Noch kein Profil: {lack}. Gezeigt werden die einzelnen Tage.</translation>
    </message>
    <message numerus="yes">
        <source>No projection yet: it takes readings of {need} days, there are {n}.</source>
        <comment>No projection yet: it takes readings of {need} days, there is {n}.</comment>
        <translation>
            <numerusform>Noch keine Vorausschau: Es braucht Messungen von {need} Tagen, da ist {n}.</numerusform>
            <numerusform>Noch keine Vorausschau: Es braucht Messungen von {need} Tagen, da sind {n}.</numerusform>
        </translation>
    </message>
    <message>
        <source>No projection yet: it takes readings over {need} days.</source>
        <translation>Noch keine Vorausschau: Es braucht Messungen über {need} Tage.</translation>
    </message>
    <message numerus="yes">
        <source>No projection: the last reading is {n} days old.</source>
        <comment>No projection: the last reading is {n} day old.</comment>
        <translation>
            <numerusform>Keine Vorausschau: Die letzte Messung ist {n} Tag alt.</numerusform>
            <numerusform>Keine Vorausschau: Die letzte Messung ist {n} Tage alt.</numerusform>
        </translation>
    </message>
    <message>
        <source>No projection: the readings go neither up nor down beyond chance.</source>
        <translation>Keine Vorausschau: Die Messungen gehen nicht mehr als zufällig auf oder ab.</translation>
    </message>
    <message>
        <source>No projection: the trend leads away from the target.</source>
        <translation>Keine Vorausschau: Der Trend führt vom Ziel weg.</translation>
    </message>
    <message>
        <source>No reading</source>
        <translation>Kein Messwert</translation>
    </message>
    <message>
        <source>No reading can be so high. Give at most {high} {unit}.</source>
        <translation>So hoch kann keine Messung sein. Geben Sie höchstens {high} {unit} an.</translation>
    </message>
    <message>
        <source>No reading can be so low. Give at least {low} {unit}.</source>
        <translation>So niedrig kann keine Messung sein. Geben Sie mindestens {low} {unit} an.</translation>
    </message>
    <message>
        <source>No reading can be that in {unit}. If {likely} is meant, give it as the unit.</source>
        <translation>In {unit} kann kein Messwert so sein. Ist {likely} gemeint, geben Sie das als Einheit an.</translation>
    </message>
    <message>
        <source>No reading can be that. Give a value from {low} to {high} {unit}.</source>
        <translation>Das kann keine Messung sein. Geben Sie einen Wert von {low} bis {high} {unit} an.</translation>
    </message>
    <message>
        <source>No reading matches these filters.</source>
        <translation>Kein Messwert passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>No reading yet</source>
        <translation>Noch keine Messung</translation>
    </message>
    <message>
        <source>No readings are shown and none are changed, and no reminders come. Nothing was deleted. As soon as you are let in, this page goes away by itself.</source>
        <translation>Es werden keine Messwerte gezeigt und keine geändert, und es kommen keine Erinnerungen. Nichts wurde gelöscht. Sobald Sie zugelassen sind, verschwindet diese Seite von selbst.</translation>
    </message>
    <message>
        <source>No readings in this time.</source>
        <translation>In dieser Zeit gibt es keine Messwerte.</translation>
    </message>
    <message>
        <source>No readings of both within a quarter of an hour in this time.</source>
        <translation>Keine Messwerte von beiden innerhalb einer Viertelstunde in dieser Zeit.</translation>
    </message>
    <message>
        <source>No readings yet.</source>
        <translation>Noch keine Messwerte.</translation>
    </message>
    <message>
        <source>No way works here. What is due waits in the inbox.</source>
        <translation>Hier geht kein Weg. Was fällig ist, wartet im Eingang.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>None of the usual reads takes longer than 100 ms now</source>
        <translation>Keine der üblichen Abfragen dauert jetzt länger als 100 ms</translation>
    </message>
    <message>
        <source>None of these readings can be taken. Below it says why. Nothing was changed.</source>
        <translation>Keiner dieser Messwerte kann übernommen werden. Unten steht, warum. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Noon</source>
        <translation>Mittags</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Not elevated</source>
        <translation>Nicht erhöht</translation>
    </message>
    <message>
        <source>Not given</source>
        <translation>Keine Angabe</translation>
    </message>
    <message>
        <source>Not kept: a person's colour, height and time zone, and whether they are archived.</source>
        <translation>Nicht erhalten: Farbe, Größe und Zeitzone einer Person und ob sie archiviert ist.</translation>
    </message>
    <message>
        <source>Not kept: chart notes.</source>
        <translation>Nicht enthalten: Diagrammnotizen.</translation>
    </message>
    <message>
        <source>Not kept: goals.</source>
        <translation>Nicht erhalten: Ziele.</translation>
    </message>
    <message>
        <source>Not kept: of a person, all but the name.</source>
        <translation>Nicht erhalten: von einer Person alles außer dem Namen.</translation>
    </message>
    <message>
        <source>Not kept: readings in the bin.</source>
        <translation>Nicht erhalten: Messwerte im Papierkorb.</translation>
    </message>
    <message>
        <source>Not kept: reminders.</source>
        <translation>Nicht erhalten: Erinnerungen.</translation>
    </message>
    <message>
        <source>Not kept: units and limits of types of your own. Add the types before reading the file.</source>
        <translation>Nicht erhalten: Einheiten und Grenzen eigener Messgrößen. Legen Sie die Messgrößen an, bevor Sie die Datei einlesen.</translation>
    </message>
    <message>
        <source>Not kept: when a reading was written down and changed.</source>
        <translation>Nicht erhalten: wann ein Messwert aufgeschrieben und geändert wurde.</translation>
    </message>
    <message>
        <source>Not kept: which import brought a reading.</source>
        <translation>Nicht erhalten: welcher Import einen Messwert gebracht hat.</translation>
    </message>
    <message>
        <source>Not over yet</source>
        <translation>Noch nicht vorbei</translation>
    </message>
    <message>
        <source>Not set up: the data stays on this computer</source>
        <translation>Nicht eingerichtet: Die Daten bleiben auf diesem Computer</translation>
    </message>
    <message>
        <source>Not shown: {figure} – {why}</source>
        <translation>Nicht gezeigt: {figure} – {why}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Notiert</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes: {notes}.</source>
        <translation>Notizen: {notes}.</translation>
    </message>
    <message numerus="yes">
        <source>Notes: {notes}; and {n} more.</source>
        <comment>Notes: {notes}; and {n} more.</comment>
        <translation>
            <numerusform>Notizen: {notes}; und {n} weitere.</numerusform>
            <numerusform>Notizen: {notes}; und {n} weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing came yet.</source>
        <translation>Noch ist nichts gekommen.</translation>
    </message>
    <message>
        <source>Nothing can be imported from here. Nothing was changed.</source>
        <translation>Hiervon lässt sich nichts importieren. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing is due</source>
        <translation>Nichts ist fällig</translation>
    </message>
    <message>
        <source>Nothing is stored yet.</source>
        <translation>Noch ist nichts gespeichert.</translation>
    </message>
    <message>
        <source>Nothing new was found.</source>
        <translation>Es wurde nichts Neues gefunden.</translation>
    </message>
    <message>
        <source>Nothing new: all these readings are there already.</source>
        <translation>Nichts Neues: alle diese Messwerte sind schon da.</translation>
    </message>
    <message>
        <source>Nothing stands out.</source>
        <translation>Nichts fällt auf.</translation>
    </message>
    <message>
        <source>Nothing to compare with from {period}.</source>
        <translation>Aus {period} ist nichts zum Vergleichen da.</translation>
    </message>
    <message>
        <source>Nothing to keep</source>
        <translation>Nichts davon behalten</translation>
    </message>
    <message>
        <source>Nothing was changed in this window since it was opened. Imports of before can be taken back under “Imports so far…”.</source>
        <translation>In diesem Fenster wurde seit dem Öffnen nichts geändert. Frühere Importe lassen sich unter „Bisherige Importe …“ zurücknehmen.</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>Noch wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Nothing was known of {person} yet, who now has the name {name} and the details from the file. Undoing the import leaves those.</source>
        <translation>Über {person} war noch nichts bekannt; Name ({name}) und Angaben kommen jetzt aus der Datei. Wird der Import rückgängig gemacht, bleiben sie.</translation>
    </message>
    <message>
        <source>Nothing was stored: this was a dry run.</source>
        <translation>Nichts wurde gespeichert: Dies war ein Probelauf.</translation>
    </message>
    <message>
        <source>Nothing was told of steps, distance, energy or sleep yet.</source>
        <translation>Zu Schritten, Strecke, Energie oder Schlaf wurde noch nichts gemeldet.</translation>
    </message>
    <message>
        <source>Nothing was told of this day.</source>
        <translation>Zu diesem Tag wurde nichts gemeldet.</translation>
    </message>
    <message>
        <source>Nothing with a time of day in this time.</source>
        <translation>Nichts mit Uhrzeit in dieser Zeit.</translation>
    </message>
    <message>
        <source>Nothing yet this month</source>
        <translation>Diesen Monat noch nichts</translation>
    </message>
    <message>
        <source>Nothing yet this week</source>
        <translation>Diese Woche noch nichts</translation>
    </message>
    <message>
        <source>Nothing yet today</source>
        <translation>Heute noch nichts</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Numbers and dates</source>
        <translation>Zahlen und Daten</translation>
    </message>
    <message>
        <source>Nutrition</source>
        <translation>Ernährung</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Offset from UTC</source>
        <translation>Abstand zu UTC</translation>
    </message>
    <message>
        <source>Older people, high risk</source>
        <translation>Ältere, hohes Risiko</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliv</translation>
    </message>
    <message>
        <source>Omron Connect</source>
        <translation>Omron Connect</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>On day {days} of the month</source>
        <translation>Am {days}. des Monats</translation>
    </message>
    <message>
        <source>On days of the week</source>
        <translation>An Wochentagen</translation>
    </message>
    <message>
        <source>On days {days} of the month</source>
        <translation>An den Tagen {days} des Monats</translation>
    </message>
    <message>
        <source>On which charts</source>
        <translation>In welchen Diagrammen</translation>
    </message>
    <message>
        <source>On: {message}</source>
        <translation>An: {message}</translation>
    </message>
    <message>
        <source>Once a month</source>
        <translation>Einmal im Monat</translation>
    </message>
    <message>
        <source>One column wide</source>
        <translation>Eine Spalte breit</translation>
    </message>
    <message>
        <source>One night</source>
        <translation>Eine Nacht</translation>
    </message>
    <message>
        <source>One person has to stay.</source>
        <translation>Eine Person muss bleiben.</translation>
    </message>
    <message>
        <source>One person has to stay. Add another one first.</source>
        <translation>Eine Person muss bleiben. Fügen Sie erst eine andere hinzu.</translation>
    </message>
    <message>
        <source>Only FHIR can be checked while it is written. Leave --check out for {format}.</source>
        <translation>Nur FHIR kann beim Schreiben geprüft werden. Lass --check bei {format} weg.</translation>
    </message>
    <message>
        <source>Only JSON is taken. Set the header Content-Type: application/json.</source>
        <translation>Nur JSON wird angenommen. Setzen Sie die Kopfzeile Content-Type: application/json.</translation>
    </message>
    <message>
        <source>Only a goal that is under way can be paused.</source>
        <translation>Nur ein laufendes Ziel kann pausieren.</translation>
    </message>
    <message>
        <source>Only a habit has this. Leave it out for a target.</source>
        <translation>Das hat nur eine Gewohnheit. Lassen Sie es bei einem Zielwert weg.</translation>
    </message>
    <message>
        <source>Only a range has this. Leave it out, or give both ends of a range.</source>
        <translation>Das hat nur ein Bereich. Lassen Sie es weg, oder geben Sie beide Enden eines Bereichs an.</translation>
    </message>
    <message>
        <source>Only a report (pdf) takes {flag}. Leave it out.</source>
        <translation>Nur ein Bericht (pdf) kennt {flag}. Lassen Sie es weg.</translation>
    </message>
    <message>
        <source>Only a target has this. Leave it out for a habit.</source>
        <translation>Das hat nur ein Zielwert. Lassen Sie es bei einer Gewohnheit weg.</translation>
    </message>
    <message>
        <source>Only about the program: no reading, name or note stands here.</source>
        <translation>Nur über das Programm: Kein Messwert, Name oder Vermerk steht hier.</translation>
    </message>
    <message>
        <source>Only if it is not recorded yet</source>
        <translation>Nur wenn noch kein Wert da ist</translation>
    </message>
    <message>
        <source>Only if there is no reading yet</source>
        <translation>Nur wenn noch kein Messwert da ist</translation>
    </message>
    <message>
        <source>Only one of systolic and diastolic is there.</source>
        <translation>Nur einer von beiden Werten, systolisch und diastolisch, ist da.</translation>
    </message>
    <message>
        <source>Open HealthDesk</source>
        <translation>HealthDesk öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Open the folder of logs</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>Opens the chart</source>
        <translation>Öffnet das Diagramm</translation>
    </message>
    <message>
        <source>Opens the report in your PDF program</source>
        <translation>Öffnet den Bericht in Ihrem PDF-Programm</translation>
    </message>
    <message>
        <source>Optimal</source>
        <translation>Optimal</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Optionen jedes Befehls:</translation>
    </message>
    <message>
        <source>Options of every command: healthdesk --help</source>
        <translation>Optionen jedes Befehls: healthdesk --help</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Order of dates</source>
        <translation>Reihenfolge im Datum</translation>
    </message>
    <message>
        <source>Order of day, month and year in dates, shown and expected.</source>
        <translation>Reihenfolge von Tag, Monat und Jahr in Daten, gezeigt und erwartet.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Other person…</source>
        <translation>Andere Person…</translation>
    </message>
    <message>
        <source>Other processes on the data</source>
        <translation>Andere Prozesse an den Daten</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>Ausreißer</translation>
    </message>
    <message>
        <source>Over the whole day {value} ({low} to {high})</source>
        <translation>Über den ganzen Tag {value} ({low} bis {high})</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Zeitverlauf</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigener</translation>
    </message>
    <message>
        <source>Own range for glucose: from</source>
        <translation>Eigener Bereich für Glukose: ab</translation>
    </message>
    <message>
        <source>Own range for glucose: to</source>
        <translation>Eigener Bereich für Glukose: bis</translation>
    </message>
    <message>
        <source>Oxygen saturation</source>
        <translation>Sauerstoffsättigung</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Page {number} of {n}</source>
        <translation>Seite {number} von {n}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Schmerz</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Pairs of</source>
        <translation>Paare aus</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>Teile des Berichts</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause a goal</source>
        <translation>Ein Ziel pausieren</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Peak flow</source>
        <translation>Peak-Flow</translation>
    </message>
    <message>
        <source>Perceived exertion</source>
        <translation>Empfundene Anstrengung</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Perzentile</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Perhaps this was not told: the program ended meanwhile.</source>
        <translation>Vielleicht wurde das nicht gemeldet: Das Programm endete dabei.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Person: {name}</source>
        <translation>Person: {name}</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Persons…</source>
        <translation>Personen…</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Picture copied.</source>
        <translation>Bild kopiert.</translation>
    </message>
    <message>
        <source>Picture saved as {name}.</source>
        <translation>Bild als {name} gespeichert.</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Point: 81.4</source>
        <translation>Punkt: 81.4</translation>
    </message>
    <message>
        <source>Port of the interface</source>
        <translation>Port der Schnittstelle</translation>
    </message>
    <message>
        <source>Port {port} can't be listened on. Choose another one above, such as 8765.</source>
        <translation>Auf Port {port} kann nicht gehört werden. Wählen Sie oben einen anderen, etwa 8765.</translation>
    </message>
    <message>
        <source>Port {port} can't be listened on. Choose another one with --port, such as 8765.</source>
        <translation>Port {port} lässt sich nicht öffnen. Wählen Sie mit --port einen anderen, etwa 8765.</translation>
    </message>
    <message>
        <source>Port {port} is taken by another program. Choose another one above; 0 takes any that is free.</source>
        <translation>Port {port} ist von einem anderen Programm belegt. Wählen Sie oben einen anderen; 0 nimmt irgendeinen freien.</translation>
    </message>
    <message>
        <source>Port {port} is taken by another program. Choose another one with --port; 0 takes any that is free.</source>
        <translation>Port {port} ist von einem anderen Programm belegt. Wählen Sie mit --port einen anderen; 0 nimmt irgendeinen freien.</translation>
    </message>
    <message>
        <source>Pregnancy, type 1</source>
        <translation>Schwangerschaft, Typ 1</translation>
    </message>
    <message>
        <source>Pressure ranges</source>
        <translation>Druckbereiche</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Programs of this computer reach it at:</source>
        <translation>Programme dieses Computers erreichen sie unter:</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Fortschritt des Imports</translation>
    </message>
    <message>
        <source>Protein</source>
        <translation>Eiweiß</translation>
    </message>
    <message>
        <source>Pulse (optional)</source>
        <translation>Puls (wenn gewünscht)</translation>
    </message>
    <message>
        <source>Pulse wave velocity</source>
        <translation>Pulswellengeschwindigkeit</translation>
    </message>
    <message>
        <source>Put sources in another order</source>
        <translation>Reihenfolge der Quellen ändern</translation>
    </message>
    <message numerus="yes">
        <source>Put {n} reminders off</source>
        <comment>Put a reminder off</comment>
        <translation>
            <numerusform>{n} Erinnerung aufschieben</numerusform>
            <numerusform>{n} Erinnerungen aufschieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Quick entry</source>
        <translation>Schnelleingabe</translation>
    </message>
    <message>
        <source>Quick entry can't tell this name from other words; use the form for its readings.</source>
        <translation>Die Schnelleingabe kann diesen Namen nicht von anderen Wörtern unterscheiden; benutzen Sie für diese Messwerte das Formular.</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Quiet hours: {part}</source>
        <translation>Ruhezeiten: {part}</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>REM sleep</source>
        <translation>REM-Schlaf</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Range {range}</source>
        <translation>Bereich {range}</translation>
    </message>
    <message>
        <source>Ranges for glucose</source>
        <translation>Bereiche für Glukose</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rate per week</source>
        <translation>Änderung je Woche</translation>
    </message>
    <message>
        <source>Reach a value</source>
        <translation>Wert erreichen</translation>
    </message>
    <message>
        <source>Reach {value}</source>
        <translation>{value} erreichen</translation>
    </message>
    <message>
        <source>Reach {value} by {date}</source>
        <translation>{value} erreichen bis {date}</translation>
    </message>
    <message>
        <source>Read and change readings</source>
        <translation>Messwerte lesen und ändern</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Messwert</translation>
    </message>
    <message>
        <source>Reading {id} is not one of {name}'s. Name its own person with --person, or leave that out. Nothing was changed.</source>
        <translation>Messwert {id} gehört nicht zu {name}. Nennen Sie mit --person die richtige Person, oder lassen Sie das weg. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Reading {name} stopped unexpectedly (status {status}). Nothing was imported; try again.</source>
        <translation>Das Lesen von {name} brach unerwartet ab (Status {status}). Es wurde nichts importiert; versuchen Sie es noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>Reading {n} files…</source>
        <comment>Reading {n} file…</comment>
        <translation>
            <numerusform>{n} Datei wird gelesen…</numerusform>
            <numerusform>{n} Dateien werden gelesen…</numerusform>
        </translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Readings before the year 1900 can't be stored. Check the date.</source>
        <translation>Messwerte vor dem Jahr 1900 können nicht gespeichert werden. Prüfen Sie das Datum.</translation>
    </message>
    <message>
        <source>Readings by type</source>
        <translation>Messwerte nach Messgröße</translation>
    </message>
    <message>
        <source>Readings in the bin</source>
        <translation>Messwerte im Papierkorb</translation>
    </message>
    <message>
        <source>Readings of {type} will be drawn here over time.</source>
        <translation>Messwerte von {type} werden hier im Verlauf gezeichnet.</translation>
    </message>
    <message>
        <source>Readings per user and week</source>
        <translation>Messwerte je Nutzer und Woche</translation>
    </message>
    <message>
        <source>Readings that were not taken</source>
        <translation>Nicht übernommene Messwerte</translation>
    </message>
    <message>
        <source>Readings up to</source>
        <translation>Messwerte bis</translation>
    </message>
    <message>
        <source>Readings, goals, reminders or chart notes of {name} are there, perhaps in the bin, so the type can't be removed. Delete them for good first. Nothing was changed.</source>
        <translation>Es gibt Messwerte, Ziele, Erinnerungen oder Diagrammnotizen von {name}, vielleicht im Papierkorb; deshalb lässt sich die Messgröße nicht entfernen. Löschen Sie sie zuerst endgültig. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Reads and writes</source>
        <translation>Zugriffe auf die Daten</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason: {reason}. The switch is off, this user is not listed by name, and the share of users let in so far does not reach this one (place {place} of {places}).</source>
        <translation>Grund: {reason}. Der Schalter ist aus, dieser Benutzer steht nicht mit Namen auf der Liste, und der bisher zugelassene Anteil der Benutzer reicht nicht bis zu diesem (Platz {place} von {places}).</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Eingetragen</translation>
    </message>
    <message>
        <source>Recorded on {n} of {days} days; longest streak {streak}, longest gap {gap}</source>
        <translation>Erfasst an {n} von {days} Tagen; längste Serie {streak}, längste Lücke {gap}</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>Erholung</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Regularity of sleep</source>
        <translation>Regelmäßigkeit des Schlafs</translation>
    </message>
    <message>
        <source>Remind me later</source>
        <translation>Später erinnern</translation>
    </message>
    <message>
        <source>Remind me then</source>
        <translation>Dann erinnern</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>Erinnerung</translation>
    </message>
    <message>
        <source>Reminder is missed after</source>
        <translation>Erinnerung gilt als verpasst nach</translation>
    </message>
    <message>
        <source>Reminder {id} could not be worked out: {error}</source>
        <translation>Erinnerung {id} ließ sich nicht berechnen: {error}</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Reminders that are due</source>
        <translation>Fällige Erinnerungen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove a goal</source>
        <translation>Ein Ziel entfernen</translation>
    </message>
    <message>
        <source>Remove a reminder</source>
        <translation>Eine Erinnerung entfernen</translation>
    </message>
    <message>
        <source>Remove a type</source>
        <translation>Messgröße entfernen</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Removed {path}. Backups were left alone.</source>
        <translation>{path} entfernt. Sicherungen blieben unberührt.</translation>
    </message>
    <message>
        <source>Removed: {message}</source>
        <translation>Entfernt: {message}</translation>
    </message>
    <message numerus="yes">
        <source>Report about {n} readings written to {path}</source>
        <comment>Report about {n} reading written to {path}</comment>
        <translation>
            <numerusform>Bericht über {n} Messwert nach {path} geschrieben</numerusform>
            <numerusform>Bericht über {n} Messwerte nach {path} geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>Berichte (*.pdf)</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>Anfragen je Minute</translation>
    </message>
    <message>
        <source>Requests and errors</source>
        <translation>Anfragen und Fehler</translation>
    </message>
    <message>
        <source>Requests by day</source>
        <translation>Anfragen je Tag</translation>
    </message>
    <message>
        <source>Requests of web pages are not answered.</source>
        <translation>Anfragen von Webseiten werden nicht beantwortet.</translation>
    </message>
    <message>
        <source>Requests that failed</source>
        <translation>Fehlgeschlagene Anfragen</translation>
    </message>
    <message>
        <source>Respiratory rate</source>
        <translation>Atemfrequenz</translation>
    </message>
    <message>
        <source>Rest the bare arm on a table, with the cuff at the height of your heart.</source>
        <translation>Legen Sie den bloßen Arm auf einen Tisch, die Manschette auf Höhe des Herzens.</translation>
    </message>
    <message>
        <source>Resting heart rate</source>
        <translation>Ruhepuls</translation>
    </message>
    <message>
        <source>Resting pulse</source>
        <translation>Ruhepuls</translation>
    </message>
    <message>
        <source>Resting pulse {mean}</source>
        <translation>Ruhepuls {mean}</translation>
    </message>
    <message>
        <source>Restore readings</source>
        <translation>Messwerte wiederherstellen</translation>
    </message>
    <message numerus="yes">
        <source>Restore {n} chart notes</source>
        <comment>Restore {n} chart note</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz wiederherstellen</numerusform>
            <numerusform>{n} Diagrammnotizen wiederherstellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore {n} readings</source>
        <comment>Restore {n} reading</comment>
        <translation>
            <numerusform>{n} Messwert wiederherstellen</numerusform>
            <numerusform>{n} Messwerte wiederherstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message numerus="yes">
        <source>Restored {n} readings.</source>
        <comment>Restored {n} reading.</comment>
        <translation>
            <numerusform>{n} Messwert wiederhergestellt.</numerusform>
            <numerusform>{n} Messwerte wiederhergestellt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Dabeigeblieben</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Revoke a token</source>
        <translation>Einen Token widerrufen</translation>
    </message>
    <message>
        <source>Revoke {name}</source>
        <translation>{name} widerrufen</translation>
    </message>
    <message>
        <source>Revoked: {name}</source>
        <translation>Widerrufen: {name}</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>Rise in the morning</source>
        <translation>Anstieg am Morgen</translation>
    </message>
    <message>
        <source>Rise in the morning: {amount} (systolic)</source>
        <translation>Anstieg am Morgen: {amount} (systolisch)</translation>
    </message>
    <message>
        <source>Robust trend</source>
        <translation>Robuster Trend</translation>
    </message>
    <message>
        <source>Robust trend (Theil–Sen)</source>
        <translation>Robuster Trend (Theil–Sen)</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>SD</translation>
    </message>
    <message>
        <source>SD: standard deviation. Change: mean against the mean of the days before the period ({first} – {last}).</source>
        <translation>SD: Standardabweichung. Änderung: Mittel gegen das Mittel der Tage vor dem Zeitraum ({first} – {last}).</translation>
    </message>
    <message>
        <source>Same as the week before</source>
        <translation>Wie in der Woche davor</translation>
    </message>
    <message>
        <source>Same days of {year}</source>
        <translation>Gleiche Tage {year}</translation>
    </message>
    <message>
        <source>Samsung Health</source>
        <translation>Samsung Health</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sa</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Samstag</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>PDF speichern…</translation>
    </message>
    <message>
        <source>Save and next</source>
        <translation>Speichern und weiter</translation>
    </message>
    <message>
        <source>Save and pause</source>
        <translation>Speichern und warten</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>Trotzdem speichern</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF sichern</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF sichern…</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>Als Bild speichern</translation>
    </message>
    <message>
        <source>Save as a picture…</source>
        <translation>Als Bild speichern…</translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>Als Tabelle speichern</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Liste speichern</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>Liste speichern…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gesichert als {name}.</translation>
    </message>
    <message>
        <source>Saved in this series</source>
        <translation>In dieser Reihe gespeichert</translation>
    </message>
    <message>
        <source>Saved the list as {name}.</source>
        <translation>Liste als {name} gespeichert.</translation>
    </message>
    <message>
        <source>Saved: {reading}</source>
        <translation>Gespeichert: {reading}</translation>
    </message>
    <message>
        <source>Say how much only once: at least, at most or between. A target has --target alone.</source>
        <translation>Sagen Sie nur einmal, wie viel: mindestens, höchstens oder zwischen. Ein Zielwert hat nur --target.</translation>
    </message>
    <message>
        <source>Say how much, or how many times.</source>
        <translation>Sagen Sie, wie viel oder wie oft.</translation>
    </message>
    <message>
        <source>Say how often: per day, week or month.</source>
        <translation>Sagen Sie, wie oft: pro Tag, Woche oder Monat.</translation>
    </message>
    <message>
        <source>Say what its columns hold from now on. What was imported before stays as it is.</source>
        <translation>Geben Sie an, was die Spalten von jetzt an enthalten. Was schon importiert ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Say when: five fields, such as 0 9 * * * for every day at 9:00.</source>
        <translation>Sagen Sie wann: fünf Felder, etwa 0 9 * * * für jeden Tag um 9:00.</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Search notes, tags and sources</source>
        <translation>Notizen, Schlagwörter und Quellen durchsuchen</translation>
    </message>
    <message>
        <source>Search notes, tags, sources</source>
        <translation>Notizen, Schlagwörter, Quellen durchsuchen</translation>
    </message>
    <message>
        <source>Second time (after the clock went back)</source>
        <translation>Zweites Mal (nach dem Zurückstellen der Uhr)</translation>
    </message>
    <message>
        <source>Serving</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Gesetzt</translation>
    </message>
    <message>
        <source>Set a goal</source>
        <translation>Ein Ziel setzen</translation>
    </message>
    <message>
        <source>Set a reminder</source>
        <translation>Eine Erinnerung anlegen</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>Gesetzt von</translation>
    </message>
    <message>
        <source>Set by {name}</source>
        <translation>Gesetzt von {name}</translation>
    </message>
    <message>
        <source>Set goal</source>
        <translation>Ziel setzen</translation>
    </message>
    <message>
        <source>Set reminder</source>
        <translation>Erinnerung setzen</translation>
    </message>
    <message>
        <source>Set your first goal</source>
        <translation>Erstes Ziel setzen</translation>
    </message>
    <message>
        <source>Set your first reminder</source>
        <translation>Erste Erinnerung setzen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Several sources, none at the same time as another: everything counts.</source>
        <translation>Mehrere Quellen, keine zur selben Zeit wie eine andere: alles zählt.</translation>
    </message>
    <message>
        <source>Several units have to be known ones; {unit} is not. Use a single unit, or those that healthdesk types show lists.</source>
        <translation>Mehrere Einheiten müssen bekannt sein; {unit} ist es nicht. Nehmen Sie eine einzige Einheit oder solche, die healthdesk types show nennt.</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Share done</source>
        <translation>Anteil erledigt</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Sheet “{name}”</source>
        <translation>Blatt „{name}“</translation>
    </message>
    <message>
        <source>Shorter time</source>
        <translation>Kürzere Zeit</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show as a chart</source>
        <translation>Als Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show deleted notes</source>
        <translation>Gelöschte Notizen zeigen</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show goals</source>
        <translation>Ziele zeigen</translation>
    </message>
    <message>
        <source>Show hidden kinds again</source>
        <translation>Ausgeblendete Arten wieder zeigen</translation>
    </message>
    <message>
        <source>Show in chart</source>
        <translation>Im Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>Im Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show the bin</source>
        <translation>Papierkorb zeigen</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show the figures</source>
        <translation>Zahlen zeigen</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Show the latest</source>
        <translation>Die neuesten zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show {n} more</source>
        <comment>Show {n} more</comment>
        <translation>
            <numerusform>{n} weitere zeigen</numerusform>
            <numerusform>{n} weitere zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show {types}</source>
        <translation>{types} zeigen</translation>
    </message>
    <message>
        <source>Sign before the decimals, shown and expected; the other one is understood where it can only be a decimal sign.</source>
        <translation>Zeichen vor den Nachkommastellen, gezeigt und erwartet; das andere wird verstanden, wo es nur ein Dezimalzeichen sein kann.</translation>
    </message>
    <message>
        <source>Single days</source>
        <translation>Einzelne Tage</translation>
    </message>
    <message>
        <source>Sit and reach</source>
        <translation>Rumpfbeuge</translation>
    </message>
    <message>
        <source>Sit still and rest. The first measurement follows.</source>
        <translation>Sitzen Sie ruhig. Danach folgt die erste Messung.</translation>
    </message>
    <message>
        <source>Sit with your back supported and both feet on the floor, legs not crossed.</source>
        <translation>Sitzen Sie angelehnt, beide Füße auf dem Boden, die Beine nicht gekreuzt.</translation>
    </message>
    <message>
        <source>Size of all text in percent of the usual.</source>
        <translation>Größe aller Texte in Prozent der üblichen.</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Skip the rest</source>
        <translation>Ohne Ruhezeit</translation>
    </message>
    <message numerus="yes">
        <source>Skip {n} reminders</source>
        <comment>Skip a reminder</comment>
        <translation>
            <numerusform>{n} Erinnerung auslassen</numerusform>
            <numerusform>{n} Erinnerungen auslassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Sleep</source>
        <translation>Schlaf</translation>
    </message>
    <message>
        <source>Sleep duration</source>
        <translation>Schlafdauer</translation>
    </message>
    <message>
        <source>Sleep efficiency</source>
        <translation>Schlafeffizienz</translation>
    </message>
    <message>
        <source>Sleep habits</source>
        <translation>Schlafgewohnheiten</translation>
    </message>
    <message>
        <source>Sleep is less regular than before: index {now}, before {before}.</source>
        <translation>Der Schlaf ist unregelmäßiger als zuvor: Index {now}, vorher {before}.</translation>
    </message>
    <message>
        <source>Sleep is more regular than before: index {now}, before {before}.</source>
        <translation>Der Schlaf ist regelmäßiger als zuvor: Index {now}, vorher {before}.</translation>
    </message>
    <message>
        <source>Sleep quality</source>
        <translation>Schlafqualität</translation>
    </message>
    <message>
        <source>Sleep regularity</source>
        <translation>Regelmäßigkeit des Schlafs</translation>
    </message>
    <message>
        <source>Sleep regularity: {index} of 100</source>
        <translation>Regelmäßigkeit des Schlafs: {index} von 100</translation>
    </message>
    <message>
        <source>Sleep stage</source>
        <translation>Schlafphase</translation>
    </message>
    <message>
        <source>Sleep stages</source>
        <translation>Schlafphasen</translation>
    </message>
    <message>
        <source>Slow statements</source>
        <translation>Langsame Abfragen</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Snooze 1 h</source>
        <translation>In 1 h wieder</translation>
    </message>
    <message>
        <source>Snooze 10 min</source>
        <translation>In 10 min wieder</translation>
    </message>
    <message>
        <source>So many readings are told by the means of their days.</source>
        <translation>So viele Messwerte werden durch die Mittel ihrer Tage wiedergegeben.</translation>
    </message>
    <message>
        <source>So much a day counts once a day. Leave the number of times out, or say on how many days per week or month.</source>
        <translation>So viel am Tag zählt einmal am Tag. Lassen Sie die Anzahl weg, oder sagen Sie, an wie vielen Tagen pro Woche oder Monat.</translation>
    </message>
    <message>
        <source>Social jet lag</source>
        <translation>Sozialer Jetlag</translation>
    </message>
    <message>
        <source>Social jet lag: {minutes} minutes (mid-sleep at {free} before free days, at {work} before others)</source>
        <translation>Sozialer Jetlag: {minutes} Minuten (Schlafmitte um {free} vor freien Tagen, um {work} vor anderen)</translation>
    </message>
    <message>
        <source>Some days have no times. Readings of those days are put at noon, amounts at the whole day.</source>
        <translation>Manche Tage haben keine Uhrzeit. Messwerte dieser Tage stehen am Mittag, Mengen am ganzen Tag.</translation>
    </message>
    <message>
        <source>Some of this can't be stored. Nothing was changed.</source>
        <translation>Einiges davon kann nicht gespeichert werden. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Some readings have a day but no time. They are kept at noon.</source>
        <translation>Einige Messwerte haben einen Tag, aber keine Uhrzeit. Sie stehen auf zwölf Uhr mittags.</translation>
    </message>
    <message>
        <source>Some things only you know.</source>
        <translation>Manches wissen nur Sie.</translation>
    </message>
    <message>
        <source>Somebody typed this total, so it takes the place of all else.</source>
        <translation>Diese Summe wurde eingetippt und steht deshalb anstelle von allem anderen.</translation>
    </message>
    <message>
        <source>Something went wrong in HealthDesk</source>
        <translation>In HealthDesk ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Sources in the order in which they count</source>
        <translation>Quellen in der Reihenfolge, in der sie zählen</translation>
    </message>
    <message>
        <source>Sources…</source>
        <translation>Quellen…</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Squat (1RM)</source>
        <translation>Kniebeuge (1RM)</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Start in the tray</source>
        <translation>Im Infobereich starten</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Mit der Sitzung starten</translation>
    </message>
    <message numerus="yes">
        <source>Start {n} minutes of rest</source>
        <comment>Start {n} minute of rest</comment>
        <translation>
            <numerusform>{n} Minute Ruhe beginnen</numerusform>
            <numerusform>{n} Minuten Ruhe beginnen</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Stay between {low} and {high}</source>
        <translation>Zwischen {low} und {high} bleiben</translation>
    </message>
    <message>
        <source>Stay between {low} and {high} until {date}</source>
        <translation>Zwischen {low} und {high} bleiben bis {date}</translation>
    </message>
    <message>
        <source>Stay within</source>
        <translation>In Grenzen bleiben</translation>
    </message>
    <message>
        <source>Stays as it is: the readings are stored by it.</source>
        <translation>Bleibt, wie sie ist: Die Messwerte sind danach gespeichert.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Stopped. The order holds; the next start makes the other totals anew.</source>
        <translation>Angehalten. Die Reihenfolge gilt; der nächste Start rechnet die übrigen Summen neu.</translation>
    </message>
    <message>
        <source>Stopping… What was stored so far is taken back.</source>
        <translation>Wird angehalten… Was schon gespeichert war, wird zurückgenommen.</translation>
    </message>
    <message>
        <source>Stored: {said}. {asks}</source>
        <translation>Gespeichert: {said}. {asks}</translation>
    </message>
    <message>
        <source>Storing… This takes a moment.</source>
        <translation>Wird gespeichert… Das dauert einen Moment.</translation>
    </message>
    <message>
        <source>Streaks</source>
        <translation>Serien</translation>
    </message>
    <message>
        <source>Stress</source>
        <translation>Stress</translation>
    </message>
    <message>
        <source>Such as Europe/Berlin; may be left empty.</source>
        <translation>Etwa Europe/Berlin; kann leer bleiben.</translation>
    </message>
    <message>
        <source>Such as Grip strength</source>
        <translation>Etwa Griffkraft</translation>
    </message>
    <message>
        <source>Such as {example}.</source>
        <translation>Zum Beispiel {example}.</translation>
    </message>
    <message>
        <source>Such as: {reading}</source>
        <translation>Zum Beispiel: {reading}</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>So</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Sonntag</translation>
    </message>
    <message>
        <source>Switch a reminder off</source>
        <translation>Eine Erinnerung ausschalten</translation>
    </message>
    <message>
        <source>Switch a reminder on</source>
        <translation>Eine Erinnerung einschalten</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Switch person</source>
        <translation>Person wechseln</translation>
    </message>
    <message>
        <source>Switching it off…</source>
        <translation>Wird ausgeschaltet…</translation>
    </message>
    <message>
        <source>Switching it on…</source>
        <translation>Wird eingeschaltet…</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Systolic</source>
        <translation>Systolisch</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Table copied.</source>
        <translation>Tabelle kopiert.</translation>
    </message>
    <message>
        <source>Table “{name}”</source>
        <translation>Tabelle „{name}“</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take back a whole import?</source>
        <translation>Einen ganzen Import zurücknehmen?</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take this time away</source>
        <translation>Diese Zeit wegnehmen</translation>
    </message>
    <message>
        <source>Taken back: {what}.</source>
        <translation>Zurückgenommen: {what}.</translation>
    </message>
    <message>
        <source>Taken back; no reading had to go.</source>
        <translation>Zurückgenommen; kein Messwert musste gehen.</translation>
    </message>
    <message>
        <source>Taking back what this import added…</source>
        <translation>Was dieser Import hinzugefügt hat, wird zurückgenommen…</translation>
    </message>
    <message>
        <source>Taking back… This may take a moment.</source>
        <translation>Wird zurückgenommen… Das kann einen Moment dauern.</translation>
    </message>
    <message numerus="yes">
        <source>Taking back… {gone} of {n} readings.</source>
        <comment>Taking back… {gone} of {n} reading.</comment>
        <translation>
            <numerusform>Wird zurückgenommen… {gone} von {n} Messwert.</numerusform>
            <numerusform>Wird zurückgenommen… {gone} von {n} Messwerten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Target range</source>
        <translation>Zielbereich</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Telling reminders</source>
        <translation>Erinnern</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>Textdateien (*.txt)</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>That is in time.</source>
        <translation>Das ist rechtzeitig.</translation>
    </message>
    <message>
        <source>That is where it stands now. Choose another value.</source>
        <translation>Da steht es jetzt. Wählen Sie einen anderen Wert.</translation>
    </message>
    <message numerus="yes">
        <source>That is {n} days after the date.</source>
        <comment>That is {n} day after the date.</comment>
        <translation>
            <numerusform>Das ist {n} Tag nach dem Datum.</numerusform>
            <numerusform>Das ist {n} Tage nach dem Datum.</numerusform>
        </translation>
    </message>
    <message>
        <source>The 7-day mean is of the 7 days before today; today is not over yet.</source>
        <translation>Das 7-Tage-Mittel ist das der 7 Tage vor heute; heute ist noch nicht vorbei.</translation>
    </message>
    <message>
        <source>The address has parameters that can't be taken.</source>
        <translation>Die Adresse hat Parameter, die nicht angenommen werden.</translation>
    </message>
    <message>
        <source>The address is copied.</source>
        <translation>Die Adresse ist kopiert.</translation>
    </message>
    <message>
        <source>The address of the web service means nothing. Correct HEALTH_NOTIFICATION_SERVICE_URL.</source>
        <translation>Die Adresse des Webdienstes bedeutet nichts. HEALTH_NOTIFICATION_SERVICE_URL berichtigen.</translation>
    </message>
    <message>
        <source>The backup {path} is damaged and was not restored. Nothing was changed; try another one.</source>
        <translation>Die Sicherung {path} ist beschädigt und wurde nicht eingespielt. Es wurde nichts geändert; versuchen Sie eine andere.</translation>
    </message>
    <message>
        <source>The bar tells how many single readings fall in which range by {rule}; a class belongs to a mean.</source>
        <translation>Der Balken zeigt, wie viele einzelne Messungen in welchen Bereich nach {rule} fallen; eine Klasse gehört zu einem Mittelwert.</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete waits here until you empty it.</source>
        <translation>Der Papierkorb ist leer. Was Sie löschen, wartet hier, bis Sie ihn leeren.</translation>
    </message>
    <message>
        <source>The birth date lies between 1900 and today. Check the year.</source>
        <translation>Das Geburtsdatum liegt zwischen 1900 und heute. Prüfen Sie das Jahr.</translation>
    </message>
    <message>
        <source>The body can't be read as JSON. Check its form, and that it is UTF-8.</source>
        <translation>Der Inhalt ist nicht als JSON lesbar. Prüfen Sie seine Form, und dass er UTF-8 ist.</translation>
    </message>
    <message>
        <source>The body did not arrive in time. Send it again. Nothing was changed.</source>
        <translation>Die Anfrage kam nicht rechtzeitig an. Senden Sie sie noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The body is larger than {limit} bytes. Send less at once. Nothing was changed.</source>
        <translation>Der Inhalt ist größer als {limit} Bytes. Senden Sie weniger auf einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The body is nested too deeply.</source>
        <translation>Der Inhalt ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>The class is of the mean of all readings taken in one place, never of one reading, and does not replace a diagnosis. Readings without a tag (home, office, 24h) count as taken {place}.</source>
        <translation>Die Klasse gilt dem Mittel aller Werte eines Messortes, nie einem einzelnen Wert, und ersetzt keine Diagnose. Werte ohne Stichwort (home, office, 24h) zählen als {place} gemessen.</translation>
    </message>
    <message>
        <source>The data can't be used at the moment. `healthdesk doctor` says more.</source>
        <translation>Die Daten sind gerade nicht benutzbar. `healthdesk doctor` sagt mehr.</translation>
    </message>
    <message>
        <source>The data folder is in use by {holders}. Close it there and try again. Nothing was changed.</source>
        <translation>Der Datenordner wird von {holders} benutzt. Schließen Sie ihn dort und versuchen Sie es noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The data folder lies on a network share, where only one program can use it at a time; {holders} has it open. Close it there and try again. Nothing was changed.</source>
        <translation>Der Datenordner liegt auf einer Netzwerkfreigabe, wo ihn nur ein Programm zur Zeit benutzen kann; {holders} hat ihn offen. Schließen Sie ihn dort und versuchen Sie es noch einmal. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The data is open in: {names}</source>
        <translation>Die Daten sind offen in: {names}</translation>
    </message>
    <message>
        <source>The data lies on a network share: only this one program can use it now. For several computers, a folder on each is safer.</source>
        <translation>Die Daten liegen auf einer Netzwerkfreigabe: Nur dieses eine Programm kann sie jetzt benutzen. Für mehrere Computer ist ein Ordner auf jedem sicherer.</translation>
    </message>
    <message>
        <source>The database engine is too old ({version}). Install HealthDesk anew. Nothing was opened.</source>
        <translation>Die Datenbank-Engine ist zu alt ({version}). Installieren Sie HealthDesk neu. Es wurde nichts geöffnet.</translation>
    </message>
    <message>
        <source>The database has an older form ({revision} of {known}). Run healthdesk db upgrade first. Nothing was changed.</source>
        <translation>Die Datenbank hat eine ältere Form ({revision} von {known}). Führen Sie zuerst healthdesk db upgrade aus. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The database has not come to {revision} yet, so it can't go back to it. Use healthdesk db upgrade.</source>
        <translation>Die Datenbank ist noch nicht bei {revision}, kann also nicht dorthin zurück. Nehmen Sie healthdesk db upgrade.</translation>
    </message>
    <message>
        <source>The database is being looked after ({holder}). Nothing is lost; this page comes back by itself.</source>
        <translation>Die Datenbank wird gerade gewartet ({holder}). Nichts geht verloren; diese Seite kommt von selbst zurück.</translation>
    </message>
    <message>
        <source>The database is being looked after by {holder}. Try again in a moment. Nothing was changed.</source>
        <translation>Die Datenbank wird gerade von {holder} gewartet. Versuchen Sie es gleich noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The database is closed at the moment. Try again when the maintenance is over.</source>
        <translation>Die Datenbank ist gerade geschlossen. Versuchen Sie es nach der Wartung noch einmal.</translation>
    </message>
    <message>
        <source>The database {path} can't be opened by your account. Check who owns the file.</source>
        <translation>Ihr Konto kann die Datenbank {path} nicht öffnen. Prüfen Sie, wem die Datei gehört.</translation>
    </message>
    <message>
        <source>The database {path} is damaged. Leave it as it is and restore a backup: healthdesk db restore FILE.</source>
        <translation>Die Datenbank {path} ist beschädigt. Lassen Sie sie, wie sie ist, und stellen Sie eine Sicherung wieder her: healthdesk db restore DATEI.</translation>
    </message>
    <message>
        <source>The database {path} is gone. Put it back, or restore a backup: healthdesk db restore FILE.</source>
        <translation>Die Datenbank {path} ist verschwunden. Legen Sie sie zurück, oder stellen Sie eine Sicherung wieder her: healthdesk db restore DATEI.</translation>
    </message>
    <message>
        <source>The database {path} is read-only. Allow your account to write it, or copy the folder elsewhere. Nothing was changed.</source>
        <translation>Die Datenbank {path} ist schreibgeschützt. Erlauben Sie Ihrem Konto, sie zu schreiben, oder kopieren Sie den Ordner anderswohin. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The date has to lie in the future. Choose a later one.</source>
        <translation>Das Datum muss in der Zukunft liegen. Wählen Sie ein späteres.</translation>
    </message>
    <message>
        <source>The date lies more than a hundred years ahead. Check the year.</source>
        <translation>Das Datum liegt mehr als hundert Jahre voraus. Prüfen Sie das Jahr.</translation>
    </message>
    <message>
        <source>The date or time can't be read.</source>
        <translation>Datum oder Zeit ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The date takes {pace}.</source>
        <translation>Für das Datum braucht es {pace}.</translation>
    </message>
    <message>
        <source>The dates in {name} can't be read as {given}, but in more than one other way. Give the order with --date-order: {answers}. Nothing was imported.</source>
        <translation>Die Daten in {name} lassen sich nicht als {given} lesen, aber auf mehr als eine andere Weise. Geben Sie die Reihenfolge mit --date-order an: {answers}. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>The day of the month can't be “{text}”. Use 1 to 31, such as 1, 1,15 or *.</source>
        <translation>Der Tag des Monats kann nicht „{text}“ sein. Nehmen Sie 1 bis 31, etwa 1, 1,15 oder *.</translation>
    </message>
    <message>
        <source>The day of the week can't be “{text}”. Use 0 to 7 (0 and 7 are Sunday) or SUN to SAT, such as MON-FRI.</source>
        <translation>Der Wochentag kann nicht „{text}“ sein. Nehmen Sie 0 bis 7 (0 und 7 sind Sonntag) oder SUN bis SAT, etwa MON-FRI.</translation>
    </message>
    <message>
        <source>The details in this export show that its times are local ones and not UTC. They were read as such.</source>
        <translation>Die Details in diesem Export zeigen, dass seine Zeiten Ortszeiten sind und nicht UTC. Sie wurden so gelesen.</translation>
    </message>
    <message>
        <source>The device's clock was not set, so the date is not known.</source>
        <translation>Die Uhr des Geräts war nicht gestellt, das Datum ist daher unbekannt.</translation>
    </message>
    <message>
        <source>The direction is up or down.</source>
        <translation>Die Richtung ist up oder down.</translation>
    </message>
    <message>
        <source>The disk with {path} is full. Make room and try again. Nothing was lost.</source>
        <translation>Der Datenträger mit {path} ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal. Es ging nichts verloren.</translation>
    </message>
    <message>
        <source>The disk with {path} reports an error. Copy your data elsewhere as soon as you can. The last change was not stored.</source>
        <translation>Der Datenträger mit {path} meldet einen Fehler. Kopieren Sie Ihre Daten bald anderswohin. Die letzte Änderung wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>The distance is {low} to {high} days.</source>
        <translation>Der Abstand beträgt {low} bis {high} Tage.</translation>
    </message>
    <message>
        <source>The end lies before the beginning. Check the two times.</source>
        <translation>Das Ende liegt vor dem Anfang. Prüfen Sie die beiden Zeiten.</translation>
    </message>
    <message>
        <source>The ends of a range have to be ordinary numbers. Correct them.</source>
        <translation>Die Enden eines Bereichs müssen gewöhnliche Zahlen sein. Berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>The environment variable {name} can't be read. It takes: {takes}</source>
        <translation>Die Umgebungsvariable {name} ist nicht lesbar. Möglich ist: {takes}</translation>
    </message>
    <message>
        <source>The environment variable {name} is “{value}”. It takes: {takes}</source>
        <translation>Die Umgebungsvariable {name} ist „{value}“. Möglich ist: {takes}</translation>
    </message>
    <message>
        <source>The file calls the person {name}; the readings went to {person}, whose name and details stay as they are.</source>
        <translation>Die Datei nennt die Person {name}; die Messwerte gingen an {person}, Name und Angaben dort bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The file does not say whether body fat is a share or a mass. It was read as a share (%); --unit body-fat=kg reads it as a mass.</source>
        <translation>Die Datei sagt nicht, ob Körperfett ein Anteil oder eine Masse ist. Es wurde als Anteil (%) gelesen; --unit body-fat=kg liest es als Masse.</translation>
    </message>
    <message>
        <source>The file says only “{example}”.</source>
        <translation>Die Datei sagt nur „{example}“.</translation>
    </message>
    <message>
        <source>The file {path} can't be read as text. Check its name.</source>
        <translation>Die Datei {path} lässt sich nicht als Text lesen. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>The first day lies after the last one. Exchange them.</source>
        <translation>Der erste Tag liegt nach dem letzten. Vertauschen Sie sie.</translation>
    </message>
    <message>
        <source>The first reading is saved. Stay seated, the cuff in place.</source>
        <translation>Der erste Wert ist gespeichert. Bleiben Sie sitzen, die Manschette angelegt.</translation>
    </message>
    <message>
        <source>The first request with this Idempotency-Key has no answer yet. Look whether it was carried out before it is sent with a new one.</source>
        <translation>Die erste Anfrage mit diesem Idempotency-Key hat noch keine Antwort. Sehen Sie nach, ob sie ausgeführt wurde, bevor Sie sie mit einem neuen senden.</translation>
    </message>
    <message>
        <source>The first {n} are shown; “Save the list…” keeps all that are known.</source>
        <translation>Die ersten {n} sind zu sehen; „Liste speichern…“ behält alle, die bekannt sind.</translation>
    </message>
    <message>
        <source>The folder {path} can't be written to. Choose another folder with --data-dir, or allow your account to write there. Nothing was changed.</source>
        <translation>In den Ordner {path} kann nicht geschrieben werden. Wählen Sie mit --data-dir einen anderen, oder erlauben Sie Ihrem Konto, dort zu schreiben. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The goal can't be in {unit}. Use one of: {units}.</source>
        <translation>Das Ziel kann nicht in {unit} sein. Möglich sind: {units}.</translation>
    </message>
    <message>
        <source>The goal for {type} was changed {writer} since. Undo would overwrite that. Nothing was changed.</source>
        <translation>Das Ziel für {type} wurde seither {writer} geändert. Rückgängig würde das überschreiben. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The goal is back, at rest.</source>
        <translation>Das Ziel ist zurück und ruht.</translation>
    </message>
    <message>
        <source>The goal is completed.</source>
        <translation>Das Ziel ist abgeschlossen.</translation>
    </message>
    <message>
        <source>The goal is in the archive.</source>
        <translation>Das Ziel ist im Archiv.</translation>
    </message>
    <message>
        <source>The goal is set.</source>
        <translation>Das Ziel ist gesetzt.</translation>
    </message>
    <message>
        <source>The goal is under way again.</source>
        <translation>Das Ziel läuft wieder.</translation>
    </message>
    <message>
        <source>The goal of this step is gone, so the step can't be taken back. Nothing was changed.</source>
        <translation>Das Ziel dieses Schritts ist nicht mehr da, daher lässt er sich nicht zurücknehmen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The goal rests until you go on.</source>
        <translation>Das Ziel ruht, bis Sie es fortsetzen.</translation>
    </message>
    <message>
        <source>The goal was changed.</source>
        <translation>Das Ziel wurde geändert.</translation>
    </message>
    <message>
        <source>The goal was removed.</source>
        <translation>Das Ziel wurde entfernt.</translation>
    </message>
    <message>
        <source>The header {name} can't have this value.</source>
        <translation>Die Kopfzeile {name} kann diesen Wert nicht haben.</translation>
    </message>
    <message>
        <source>The height is a number from 20 to 280 cm.</source>
        <translation>Die Größe ist eine Zahl von 20 bis 280 cm.</translation>
    </message>
    <message>
        <source>The hour can't be “{text}”. Use 0 to 23, such as 9, 8,20 or 8-20/4.</source>
        <translation>Die Stunde kann nicht „{text}“ sein. Nehmen Sie 0 bis 23, etwa 9, 8,20 oder 8-20/4.</translation>
    </message>
    <message>
        <source>The interface serves this computer alone. Use 127.0.0.1, ::1 or localhost.</source>
        <translation>Die Schnittstelle ist nur für diesen Computer da. Nehmen Sie 127.0.0.1, ::1 oder localhost.</translation>
    </message>
    <message>
        <source>The language changes when HealthDesk is started again.</source>
        <translation>Die Sprache wechselt, wenn HealthDesk neu gestartet wird.</translation>
    </message>
    <message>
        <source>The last such day is taken: {date}.</source>
        <translation>Es gilt der letzte solche Tag: {date}.</translation>
    </message>
    <message>
        <source>The last week</source>
        <translation>Die letzte Woche</translation>
    </message>
    <message>
        <source>The line has {have} cells instead of {need}.</source>
        <translation>Die Zeile hat {have} Zellen statt {need}.</translation>
    </message>
    <message>
        <source>The list can't be written there. Choose another folder. Nothing was lost.</source>
        <translation>Die Liste lässt sich dort nicht schreiben. Wählen Sie einen anderen Ordner. Es ging nichts verloren.</translation>
    </message>
    <message>
        <source>The log is in {folder}. It holds no values, names or notes.</source>
        <translation>Das Protokoll liegt in {folder}. Es enthält keine Werte, Namen oder Notizen.</translation>
    </message>
    <message>
        <source>The lower end of a range lies below the upper one. Exchange them.</source>
        <translation>Das untere Ende eines Bereichs liegt unter dem oberen. Vertauschen Sie die beiden.</translation>
    </message>
    <message>
        <source>The mapping that was given names no column with the date, or none with a value, of a table in {name}. Name its columns as they stand there, or say under "sheets" what each table holds. Nothing was imported.</source>
        <translation>Die angegebene Zuordnung nennt keine Spalte mit dem Datum oder keine mit einem Wert einer Tabelle in {name}. Nennen Sie die Spalten so, wie sie dort stehen, oder sagen Sie unter "sheets", was jede Tabelle enthält. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>The message has {length} characters; {high} at most can be shown. Shorten it.</source>
        <translation>Die Nachricht hat {length} Zeichen; höchstens {high} lassen sich zeigen. Kürzen Sie sie.</translation>
    </message>
    <message numerus="yes">
        <source>The middle of sleep is {size} earlier on weekends, {n} weeks.</source>
        <comment>The middle of sleep is {size} earlier on weekends, {n} week.</comment>
        <translation>
            <numerusform>Die Schlafmitte liegt am Wochenende {size} früher, {n} Woche.</numerusform>
            <numerusform>Die Schlafmitte liegt am Wochenende {size} früher, {n} Wochen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The middle of sleep is {size} later on weekends, {n} weeks.</source>
        <comment>The middle of sleep is {size} later on weekends, {n} week.</comment>
        <translation>
            <numerusform>Die Schlafmitte liegt am Wochenende {size} später, {n} Woche.</numerusform>
            <numerusform>Die Schlafmitte liegt am Wochenende {size} später, {n} Wochen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The minute can't be “{text}”. Use 0 to 59, such as 0, 0,30 or */15.</source>
        <translation>Die Minute kann nicht „{text}“ sein. Nehmen Sie 0 bis 59, etwa 0, 0,30 oder */15.</translation>
    </message>
    <message>
        <source>The month can't be “{text}”. Use 1 to 12 or JAN to DEC, or *.</source>
        <translation>Der Monat kann nicht „{text}“ sein. Nehmen Sie 1 bis 12, JAN bis DEC oder *.</translation>
    </message>
    <message>
        <source>The name of who set the goal has at most {most} ordinary characters.</source>
        <translation>Der Name dessen, der das Ziel gesetzt hat, hat höchstens {most} gewöhnliche Zeichen.</translation>
    </message>
    <message>
        <source>The newest readings of {name} may stand in a second file, {name}-wal, which was not given. If it is there, import both in one folder or zip.</source>
        <translation>Die neuesten Messwerte von {name} stehen vielleicht in einer zweiten Datei, {name}-wal, die fehlt. Wenn es sie gibt, importieren Sie beide in einem Ordner oder einem Zip.</translation>
    </message>
    <message>
        <source>The newest {shown} of {n}.</source>
        <translation>Die neuesten {shown} von {n}.</translation>
    </message>
    <message>
        <source>The note has no text yet. Write what happened.</source>
        <translation>Die Notiz hat noch keinen Text. Schreiben Sie, was geschehen ist.</translation>
    </message>
    <message>
        <source>The note has {length} characters; {high} at most can be stored. Shorten it.</source>
        <translation>Die Notiz hat {length} Zeichen; höchstens {high} können gespeichert werden. Kürzen Sie sie.</translation>
    </message>
    <message>
        <source>The notification service did not take the notice. It stands in the inbox.</source>
        <translation>Der Benachrichtigungsdienst hat den Hinweis nicht angenommen. Er steht im Eingang.</translation>
    </message>
    <message>
        <source>The number of days is 1 to {most}; no more is kept.</source>
        <translation>Die Zahl der Tage ist 1 bis {most}; mehr wird nicht aufgehoben.</translation>
    </message>
    <message>
        <source>The number of times is from 1 to {most}.</source>
        <translation>Die Anzahl ist 1 bis {most}.</translation>
    </message>
    <message>
        <source>The numbers do not tell their unit. Choose it.</source>
        <translation>Die Zahlen sagen nicht, in welcher Einheit sie sind. Wählen Sie sie.</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>Der davor</translation>
    </message>
    <message>
        <source>The other type</source>
        <translation>Die andere Art</translation>
    </message>
    <message>
        <source>The output could not be written: the disk or the other program takes no more. Nothing stored was changed.</source>
        <translation>Die Ausgabe konnte nicht geschrieben werden: Der Datenträger oder das andere Programm nimmt nichts mehr an. Nichts Gespeichertes wurde geändert.</translation>
    </message>
    <message>
        <source>The picture could not be written to {path}. Choose another folder or free some space; nothing of your data is affected.</source>
        <translation>Das Bild ließ sich nicht nach {path} schreiben. Wählen Sie einen anderen Ordner oder schaffen Sie Platz; Ihre Daten sind nicht betroffen.</translation>
    </message>
    <message>
        <source>The present pace is {pace}.</source>
        <translation>Das jetzige Tempo ist {pace}.</translation>
    </message>
    <message>
        <source>The program that uses “{name}” reaches your data no more. This can't be undone; a new token can be made.</source>
        <translation>Das Programm, das „{name}“ benutzt, erreicht Ihre Daten nicht mehr. Das lässt sich nicht rückgängig machen; ein neuer Token kann erstellt werden.</translation>
    </message>
    <message>
        <source>The range from low to high is your own and has no targets; the second levels and the rule of sufficiency are those of the International Consensus on Time in Range 2019, doi 10.2337/dci19-0028.</source>
        <translation>Der Bereich von niedrig bis hoch ist Ihr eigener und hat keine Zielwerte; die zweiten Stufen und die Mindestmenge der Messwerte sind die des International Consensus on Time in Range 2019, doi 10.2337/dci19-0028.</translation>
    </message>
    <message>
        <source>The readings are too many to be attached; Export writes them to a file.</source>
        <translation>Die Messwerte sind zu viele, um angehängt zu werden; „Exportieren“ schreibt sie in eine Datei.</translation>
    </message>
    <message>
        <source>The readings as a FHIR bundle</source>
        <translation>Die Messwerte als FHIR-Bundle</translation>
    </message>
    <message>
        <source>The readings as a table (CSV)</source>
        <translation>Die Messwerte als Tabelle (CSV)</translation>
    </message>
    <message>
        <source>The readings of the chart</source>
        <translation>Die Messwerte des Diagramms</translation>
    </message>
    <message>
        <source>The readings reached this goal, so it can't go on. Set a new one instead.</source>
        <translation>Die Messungen haben dieses Ziel erreicht, es kann nicht weitergehen. Setzen Sie stattdessen ein neues.</translation>
    </message>
    <message>
        <source>The reminder comes again.</source>
        <translation>Die Erinnerung kommt wieder.</translation>
    </message>
    <message>
        <source>The reminder is set.</source>
        <translation>Die Erinnerung ist gesetzt.</translation>
    </message>
    <message>
        <source>The reminder rests.</source>
        <translation>Die Erinnerung ruht.</translation>
    </message>
    <message>
        <source>The reminder says nothing yet. Write what to do, such as “Measure blood pressure”.</source>
        <translation>Die Erinnerung sagt noch nichts. Schreiben Sie, was zu tun ist, etwa „Blutdruck messen“.</translation>
    </message>
    <message>
        <source>The reminder was changed.</source>
        <translation>Die Erinnerung wurde geändert.</translation>
    </message>
    <message>
        <source>The reminder was deleted.</source>
        <translation>Die Erinnerung wurde gelöscht.</translation>
    </message>
    <message>
        <source>The report is on the clipboard. It names no person and no reading.</source>
        <translation>Der Bericht liegt in der Zwischenablage. Er nennt keine Person und keinen Messwert.</translation>
    </message>
    <message>
        <source>The request does not name this computer as its host. Use 127.0.0.1 or localhost.</source>
        <translation>Die Anfrage nennt nicht diesen Computer als Host. Nehmen Sie 127.0.0.1 oder localhost.</translation>
    </message>
    <message>
        <source>The row has other columns than the first one.</source>
        <translation>Die Zeile hat andere Spalten als die erste.</translation>
    </message>
    <message>
        <source>The same a year before</source>
        <translation>Derselbe ein Jahr zuvor</translation>
    </message>
    <message>
        <source>The schema is at {revision}.</source>
        <translation>Das Schema steht auf {revision}.</translation>
    </message>
    <message>
        <source>The second number is missing. Give both, {first} and {second}, such as 120/80.</source>
        <translation>Die zweite Zahl fehlt. Geben Sie beide an, {first} und {second}, etwa 120/80.</translation>
    </message>
    <message>
        <source>The secret of the trigger is missing, wrong or not set.</source>
        <translation>Das Geheimnis des Auslösers fehlt, ist falsch oder nicht gesetzt.</translation>
    </message>
    <message>
        <source>The settings file {path} can't be opened. Check that it is a file and that your account may read it.</source>
        <translation>Die Einstellungsdatei {path} lässt sich nicht öffnen. Prüfen Sie, ob es eine Datei ist und ob Ihr Konto sie lesen darf.</translation>
    </message>
    <message>
        <source>The settings file {path} can't be written. Check the disk's free space and the rights on the folder. The old settings still hold.</source>
        <translation>Die Einstellungsdatei {path} lässt sich nicht schreiben. Prüfen Sie den freien Platz und die Rechte am Ordner. Es gelten die bisherigen Einstellungen.</translation>
    </message>
    <message>
        <source>The sex is female, male, other or left empty.</source>
        <translation>Das Geschlecht ist female, male, other oder bleibt leer.</translation>
    </message>
    <message>
        <source>The sheet as it will be printed</source>
        <translation>Das Blatt, wie es gedruckt wird</translation>
    </message>
    <message>
        <source>The sleep stage is not known.</source>
        <translation>Die Schlafphase ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The source's name is longer than {high} characters. Shorten it.</source>
        <translation>Der Name der Quelle hat mehr als {high} Zeichen. Kürzen Sie ihn.</translation>
    </message>
    <message>
        <source>The sources count in the new order.</source>
        <translation>Die Quellen zählen in der neuen Reihenfolge.</translation>
    </message>
    <message>
        <source>The sources were put in another order since. Undo would overwrite that; change the order by hand.</source>
        <translation>Die Reihenfolge der Quellen wurde seitdem geändert. Rückgängig machen würde das überschreiben; ändern Sie die Reihenfolge von Hand.</translation>
    </message>
    <message>
        <source>The time is missing.</source>
        <translation>Die Zeit fehlt.</translation>
    </message>
    <message>
        <source>The times take more than {most} characters. Make two reminders of it.</source>
        <translation>Die Zeiten brauchen mehr als {most} Zeichen. Machen Sie zwei Erinnerungen daraus.</translation>
    </message>
    <message>
        <source>The trend has {value} on that date.</source>
        <translation>Der Trend hat an diesem Tag {value}.</translation>
    </message>
    <message>
        <source>The uid is no identifier of 32 hexadecimal digits.</source>
        <translation>Die uid ist keine Kennung aus 32 Hexadezimalziffern.</translation>
    </message>
    <message>
        <source>The unit is missing, and {type} can be in several.</source>
        <translation>Die Einheit fehlt, und {type} kann in mehreren stehen.</translation>
    </message>
    <message>
        <source>The unit “{unit}” is none of {type}.</source>
        <translation>Die Einheit „{unit}“ gehört nicht zu {type}.</translation>
    </message>
    <message>
        <source>The value for {type} is missing. Write it after the name.</source>
        <translation>Der Wert für {type} fehlt. Schreiben Sie ihn hinter den Namen.</translation>
    </message>
    <message>
        <source>The value in “{column}” is no number.</source>
        <translation>Der Wert in „{column}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>The value is no number.</source>
        <translation>Der Wert ist keine Zahl.</translation>
    </message>
    <message>
        <source>The value lies in the other direction from where it stands now. Choose another value or direction.</source>
        <translation>Der Wert liegt vom jetzigen Stand in der anderen Richtung. Wählen Sie einen anderen Wert oder eine andere Richtung.</translation>
    </message>
    <message>
        <source>The value to reach is missing. Give a number.</source>
        <translation>Der Zielwert fehlt. Geben Sie eine Zahl an.</translation>
    </message>
    <message>
        <source>The way after</source>
        <translation>Nächste Ansicht</translation>
    </message>
    <message>
        <source>The way before</source>
        <translation>Vorige Ansicht</translation>
    </message>
    <message>
        <source>The web service could not be reached, or refused the notice. It is tried again.</source>
        <translation>Der Webdienst war nicht zu erreichen oder hat den Hinweis abgelehnt. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>The web service did not answer in time, so nobody knows whether it took the notice. It stands in the inbox.</source>
        <translation>Der Webdienst hat nicht rechtzeitig geantwortet, daher weiß niemand, ob er den Hinweis angenommen hat. Er steht im Eingang.</translation>
    </message>
    <message>
        <source>The week so far</source>
        <translation>Die Woche bisher</translation>
    </message>
    <message>
        <source>The window did not finish drawing in time. Try again when the computer is less busy. Nothing was changed.</source>
        <translation>Das Fenster wurde nicht rechtzeitig fertig gezeichnet. Versuchen Sie es noch einmal, wenn der Computer weniger zu tun hat. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>There are two times: “{first}” and “{second}”. Keep one of them.</source>
        <translation>Da stehen zwei Zeiten: „{first}“ und „{second}“. Behalten Sie eine davon.</translation>
    </message>
    <message>
        <source>There is a character that cannot be typed (position {position}), such as a line break. Delete it and write one reading in one line.</source>
        <translation>Da steht ein Zeichen, das sich nicht tippen lässt (Stelle {position}), etwa ein Zeilenumbruch. Löschen Sie es und schreiben Sie einen Messwert in eine Zeile.</translation>
    </message>
    <message>
        <source>There is a day too many. Write it once, right before its clock time.</source>
        <translation>Ein Tag steht zu viel da. Schreiben Sie ihn einmal, direkt vor seine Uhrzeit.</translation>
    </message>
    <message>
        <source>There is a person of this name already. Choose another name.</source>
        <translation>Eine Person dieses Namens gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is a type of this name already. Choose another name.</source>
        <translation>Es gibt schon eine Messgröße dieses Namens. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is a type {slug} already. Choose another name.</source>
        <translation>Eine Messgröße {slug} gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is an active goal for this type already; it has to be completed or paused first.</source>
        <translation>Für diese Messgröße läuft schon ein Ziel; es muss zuerst abgeschlossen oder pausiert werden.</translation>
    </message>
    <message>
        <source>There is an active goal for {type} already. Change that one, or pause or complete it first. Nothing was changed.</source>
        <translation>Für {type} läuft schon ein Ziel. Ändern Sie dieses, oder pausieren oder beenden Sie es zuerst. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>There is no active reminder to write. The calendar holds no event.</source>
        <translation>Es gibt keine aktive Erinnerung zu schreiben. Der Kalender enthält keinen Termin.</translation>
    </message>
    <message>
        <source>There is no command {name}. `healthdesk --help` lists all.</source>
        <translation>Den Befehl {name} gibt es nicht. `healthdesk --help` nennt alle.</translation>
    </message>
    <message>
        <source>There is no database at {path} yet. Add a reading first, or check the data folder.</source>
        <translation>Bei {path} gibt es noch keine Datenbank. Geben Sie erst einen Messwert ein, oder prüfen Sie den Datenordner.</translation>
    </message>
    <message>
        <source>There is no display to open a window on. The commands work without one: healthdesk --help.</source>
        <translation>Es gibt keine Anzeige für ein Fenster. Die Befehle gehen auch ohne: healthdesk --help.</translation>
    </message>
    <message>
        <source>There is no file {name}. Check the name and the folder. Nothing was changed.</source>
        <translation>Eine Datei {name} gibt es nicht. Prüfen Sie Namen und Ordner. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>There is no file {name}. Check the name and the folder; nothing was imported.</source>
        <translation>Eine Datei {name} gibt es nicht. Prüfen Sie Namen und Ordner; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>There is no format “{format}”. Choose csv, json, fhir, xlsx or ical.</source>
        <translation>Es gibt kein Format „{format}“. Wähle csv, json, fhir, xlsx oder ical.</translation>
    </message>
    <message>
        <source>There is no health type “{type}”.</source>
        <translation>Eine Messgröße „{type}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no import {batch}. `healthdesk imports list` shows all.</source>
        <translation>Einen Import {batch} gibt es nicht. `healthdesk imports list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no kind of note “{kind}”. Choose one of: {kinds}.</source>
        <translation>Eine Art von Notiz „{kind}“ gibt es nicht. Wählen Sie eine davon: {kinds}.</translation>
    </message>
    <message>
        <source>There is no note yet. Double-click the chart where something happened.</source>
        <translation>Es gibt noch keine Notiz. Klicken Sie doppelt ins Diagramm, wo etwas geschehen ist.</translation>
    </message>
    <message>
        <source>There is no other type to compare with yet.</source>
        <translation>Es gibt noch keine andere Messgröße zum Vergleichen.</translation>
    </message>
    <message>
        <source>There is no reading of that.</source>
        <translation>Davon gibt es keinen Messwert.</translation>
    </message>
    <message>
        <source>There is no reading of the chosen types in this period.</source>
        <translation>In diesem Zeitraum gibt es keinen Messwert der gewählten Messgrößen.</translation>
    </message>
    <message>
        <source>There is no revision {revision} of the database. Use head, base or one that healthdesk db revision shows.</source>
        <translation>Einen Stand {revision} der Datenbank gibt es nicht. Möglich sind head, base oder einer, den healthdesk db revision zeigt.</translation>
    </message>
    <message>
        <source>There is no setting {key}. `healthdesk settings list` shows all.</source>
        <translation>Eine Einstellung {key} gibt es nicht. `healthdesk settings list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no source {name}. `healthdesk sources list` shows all.</source>
        <translation>Es gibt keine Quelle {name}. `healthdesk sources list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no such account. Leave --account out. Nothing was changed.</source>
        <translation>Dieses Konto gibt es nicht. Lassen Sie --account weg. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>There is no such field. Remove it.</source>
        <translation>Dieses Feld gibt es nicht. Entfernen Sie es.</translation>
    </message>
    <message>
        <source>There is no such goal. `healthdesk goals list --archived` shows all.</source>
        <translation>Dieses Ziel gibt es nicht. `healthdesk goals list --archived` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no such note. It may have been deleted for good.</source>
        <translation>Diese Notiz gibt es nicht. Vielleicht wurde sie endgültig gelöscht.</translation>
    </message>
    <message>
        <source>There is no such notice. It may have been answered or taken back.</source>
        <translation>Diesen Hinweis gibt es nicht. Vielleicht wurde er beantwortet oder zurückgenommen.</translation>
    </message>
    <message>
        <source>There is no such parameter. Leave it out.</source>
        <translation>Diesen Parameter gibt es nicht. Lassen Sie ihn weg.</translation>
    </message>
    <message>
        <source>There is no such person. `healthdesk persons list` shows all.</source>
        <translation>Diese Person gibt es nicht. `healthdesk persons list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no such reading. It may have been deleted for good.</source>
        <translation>Diesen Messwert gibt es nicht. Vielleicht wurde er endgültig gelöscht.</translation>
    </message>
    <message>
        <source>There is no such reminder. `healthdesk reminders list` shows all.</source>
        <translation>Diese Erinnerung gibt es nicht. `healthdesk reminders list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no such right. Choose from: {takes}.</source>
        <translation>Dieses Recht gibt es nicht. Wählen Sie aus: {takes}.</translation>
    </message>
    <message>
        <source>There is no such token. `healthdesk api token list` shows all.</source>
        <translation>Diesen Token gibt es nicht. `healthdesk api token list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no time zone {zone}. Use a name such as Europe/Berlin or UTC.</source>
        <translation>Eine Zeitzone {zone} gibt es nicht. Verwenden Sie einen Namen wie Europe/Berlin oder UTC.</translation>
    </message>
    <message>
        <source>There is no type {slug}. `healthdesk types list` shows all.</source>
        <translation>Eine Messgröße {slug} gibt es nicht. `healthdesk types list` zeigt alle.</translation>
    </message>
    <message>
        <source>There is no value yet. Write what you measured, for example: weight 81.4</source>
        <translation>Es fehlt noch ein Wert. Schreiben Sie, was Sie gemessen haben, zum Beispiel: gewicht 81,4</translation>
    </message>
    <message>
        <source>There is no {command} {text}. There are: {choices}.</source>
        <translation>{command} {text} gibt es nicht. Es gibt: {choices}.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>There is nothing at this address.</source>
        <translation>Unter dieser Adresse gibt es nichts.</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to record yet. Write what you measured, for example: healthdesk add weight 81.4</source>
        <translation>Es gibt noch nichts einzutragen. Schreiben Sie, was Sie gemessen haben, zum Beispiel: healthdesk add gewicht 81,4</translation>
    </message>
    <message>
        <source>There is nothing with this number.</source>
        <translation>Unter dieser Nummer gibt es nichts.</translation>
    </message>
    <message>
        <source>There is only one source, so nothing overlaps.</source>
        <translation>Es gibt nur eine Quelle, also überschneidet sich nichts.</translation>
    </message>
    <message>
        <source>These days hold more than {most} times. Choose fewer days.</source>
        <translation>Diese Tage enthalten mehr als {most} Zeiten. Wählen Sie weniger Tage.</translation>
    </message>
    <message>
        <source>These files hold no readings. Nothing was changed.</source>
        <translation>Diese Dateien enthalten keine Messwerte. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>These units measure different things: {units}. Choose units that convert into each other.</source>
        <translation>Diese Einheiten messen Verschiedenes: {units}. Wählen Sie Einheiten, die sich ineinander umrechnen lassen.</translation>
    </message>
    <message>
        <source>This Idempotency-Key was used for another request. Choose a new one. Nothing was changed.</source>
        <translation>Dieser Idempotency-Key wurde für eine andere Anfrage benutzt. Wählen Sie einen neuen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This address takes: {methods}.</source>
        <translation>Diese Adresse nimmt: {methods}.</translation>
    </message>
    <message>
        <source>This backup was made by a newer version of HealthDesk ({revision}; this one knows {known}). Install the newer version. Nothing was changed.</source>
        <translation>Diese Sicherung stammt von einer neueren Version von HealthDesk ({revision}; diese kennt {known}). Installieren Sie die neuere Version. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This can't be read as a command ({said}). `{command} --help` shows how it is written.</source>
        <translation>Das ist nicht als Befehl zu lesen ({said}). `{command} --help` zeigt, wie er geschrieben wird.</translation>
    </message>
    <message>
        <source>This can't be shown in {unit}. Use one of: {units}.</source>
        <translation>Das lässt sich nicht in {unit} zeigen. Möglich sind: {units}.</translation>
    </message>
    <message>
        <source>This can't be taken.</source>
        <translation>Das wird nicht angenommen.</translation>
    </message>
    <message>
        <source>This database was written by a newer version of HealthDesk ({revision}; this one knows {known}). Install the newer version. Nothing was changed.</source>
        <translation>Diese Datenbank stammt von einer neueren Version von HealthDesk ({revision}; diese kennt {known}). Installieren Sie die neuere Version. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This date never comes. Choose a day that the month has.</source>
        <translation>Dieses Datum kommt nie. Wählen Sie einen Tag, den der Monat hat.</translation>
    </message>
    <message>
        <source>This desktop has no tray, so nothing can be told there.</source>
        <translation>Dieser Desktop hat keinen Infobereich, daher lässt sich dort nichts melden.</translation>
    </message>
    <message>
        <source>This did not work ({code}).</source>
        <translation>Das hat nicht geklappt ({code}).</translation>
    </message>
    <message>
        <source>This field can't be changed.</source>
        <translation>Dieses Feld lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>This field is needed.</source>
        <translation>Dieses Feld wird gebraucht.</translation>
    </message>
    <message>
        <source>This goal is archived already.</source>
        <translation>Dieses Ziel ist schon archiviert.</translation>
    </message>
    <message>
        <source>This goal is completed. Set a new one instead.</source>
        <translation>Dieses Ziel ist abgeschlossen. Setzen Sie stattdessen ein neues.</translation>
    </message>
    <message>
        <source>This goal is under way already.</source>
        <translation>Dieses Ziel läuft schon.</translation>
    </message>
    <message>
        <source>This has been answered already. Nothing was changed.</source>
        <translation>Dies wurde schon beantwortet. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This has more than {high} characters. Shorten it.</source>
        <translation>Das sind mehr als {high} Zeichen. Kürzen Sie es.</translation>
    </message>
    <message>
        <source>This holds characters that are not text. Remove them, or type it anew.</source>
        <translation>Hier stehen Zeichen, die kein Text sind. Entfernen Sie sie, oder tippen Sie es neu.</translation>
    </message>
    <message>
        <source>This is a mistake of the program, not yours. Nothing was lost; the log says more.</source>
        <translation>Das ist ein Fehler des Programms, nicht Ihrer. Nichts ging verloren; das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>This is a mistake of the program, not yours. What was saved is kept; the last step may not have been done. You can go on working.</source>
        <translation>Das ist ein Fehler des Programms, nicht Ihrer. Gespeichertes ist erhalten; der letzte Schritt wurde vielleicht nicht ausgeführt. Sie können weiterarbeiten.</translation>
    </message>
    <message>
        <source>This is before the birth date of this person ({birth_date}). Check the date, or the birth date in the person's details.</source>
        <translation>Das liegt vor dem Geburtsdatum dieser Person ({birth_date}). Prüfen Sie das Datum oder das Geburtsdatum in den Angaben zur Person.</translation>
    </message>
    <message>
        <source>This is longer than one reading: at most {max} characters. Shorten the note or use the entry form.</source>
        <translation>Das ist länger als ein Messwert: höchstens {max} Zeichen. Kürzen Sie die Notiz oder nehmen Sie das Formular.</translation>
    </message>
    <message>
        <source>This is no date and time. Write it like 2026-11-12T08:30, with an offset such as +01:00 where another zone is meant.</source>
        <translation>Das sind kein Datum und keine Uhrzeit. Schreiben Sie beides wie 2026-11-12T08:30, mit einem Versatz wie +01:00, wo eine andere Zone gemeint ist.</translation>
    </message>
    <message>
        <source>This is no date. Write year-month-day, such as 1980-05-31.</source>
        <translation>Das ist kein Datum. Schreiben Sie Jahr-Monat-Tag, etwa 1980-05-31.</translation>
    </message>
    <message>
        <source>This is no reading.</source>
        <translation>Das ist kein Messwert.</translation>
    </message>
    <message>
        <source>This is no request that can be understood.</source>
        <translation>Das ist keine verständliche Anfrage.</translation>
    </message>
    <message>
        <source>This is not a number that can be stored. Type an ordinary number.</source>
        <translation>Das ist keine Zahl, die gespeichert werden kann. Geben Sie eine gewöhnliche Zahl ein.</translation>
    </message>
    <message>
        <source>This is too long: {high} at most.</source>
        <translation>Das ist zu lang: höchstens {high}.</translation>
    </message>
    <message>
        <source>This lies more than two years ahead. Check the date.</source>
        <translation>Das liegt mehr als zwei Jahre in der Zukunft. Prüfen Sie das Datum.</translation>
    </message>
    <message>
        <source>This may well be chance: the interval holds 0. {more}</source>
        <translation>Das kann gut Zufall sein: Das Intervall enthält 0. {more}</translation>
    </message>
    <message>
        <source>This name for times is not known. Use one of {known}, or five fields.</source>
        <translation>Dieser Name für Zeiten ist nicht bekannt. Nehmen Sie einen von {known} oder fünf Felder.</translation>
    </message>
    <message>
        <source>This needs a valid token: Authorization: Bearer TOKEN. `healthdesk api token create` makes one.</source>
        <translation>Hier ist ein gültiger Token nötig: Authorization: Bearer TOKEN. `healthdesk api token create` macht einen.</translation>
    </message>
    <message>
        <source>This note was removed for good since, so the step can't be taken back. Nothing was changed.</source>
        <translation>Diese Notiz wurde seitdem endgültig entfernt, der Schritt lässt sich nicht zurücknehmen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This number is too large to be stored. Check the digits.</source>
        <translation>Diese Zahl ist zu groß, um gespeichert zu werden. Prüfen Sie die Ziffern.</translation>
    </message>
    <message>
        <source>This process</source>
        <translation>Dieser Prozess</translation>
    </message>
    <message>
        <source>This range reaches beyond what can be entered at all. Make it narrower.</source>
        <translation>Dieser Bereich reicht über das hinaus, was überhaupt eingegeben werden kann. Machen Sie ihn enger.</translation>
    </message>
    <message>
        <source>This reading was given as {type}, but {expected} is expected. Choose one of the two.</source>
        <translation>Dieser Messwert wurde als {type} angegeben, erwartet wird {expected}. Wählen Sie eines von beiden.</translation>
    </message>
    <message>
        <source>This reading's time is {minutes} minutes ahead of this computer's clock. It was kept.</source>
        <translation>Die Zeit dieses Messwerts liegt {minutes} Minuten vor der Uhr dieses Computers. Er wurde behalten.</translation>
    </message>
    <message>
        <source>This reminder was changed {writer} since. Undo would overwrite that. Nothing was changed.</source>
        <translation>Diese Erinnerung wurde inzwischen {writer} geändert. Rückgängig würde das überschreiben. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This reminder was removed for good since, so the step can't be taken back. Nothing was changed.</source>
        <translation>Diese Erinnerung wurde inzwischen endgültig entfernt, der Schritt lässt sich nicht zurücknehmen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This removes all readings of {path}. Say --yes if that is meant. Nothing was changed.</source>
        <translation>Damit werden alle Messwerte in {path} entfernt. Geben Sie --yes an, wenn das gemeint ist. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This request needs a JSON object as its body.</source>
        <translation>Diese Anfrage braucht ein JSON-Objekt als Inhalt.</translation>
    </message>
    <message>
        <source>This time came twice</source>
        <translation>Diese Zeit gab es zweimal</translation>
    </message>
    <message>
        <source>This time lies ahead of the computer's clock by more than {minutes} minutes. Check the date, the time and the computer's clock.</source>
        <translation>Diese Zeit liegt mehr als {minutes} Minuten vor der Uhr des Computers. Prüfen Sie Datum, Zeit und die Uhr des Computers.</translation>
    </message>
    <message>
        <source>This type can't have a goal. Choose one with a number.</source>
        <translation>Diese Messgröße kann kein Ziel haben. Wählen Sie eine mit einer Zahl.</translation>
    </message>
    <message>
        <source>This type has one number only. Leave the second out.</source>
        <translation>Diese Messgröße hat nur eine Zahl. Lassen Sie die zweite weg.</translation>
    </message>
    <message>
        <source>This was answered or raised again since, so the step can't be taken back. Nothing was changed.</source>
        <translation>Dies wurde inzwischen beantwortet oder kam erneut, der Schritt lässt sich nicht zurücknehmen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This was changed since it was read. Read it again. Nothing was changed.</source>
        <translation>Das wurde geändert, seit es gelesen wurde. Lesen Sie es noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>Donnerstag</translation>
    </message>
    <message>
        <source>Tidepool</source>
        <translation>Tidepool</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time above range</source>
        <translation>Zeit über dem Bereich</translation>
    </message>
    <message>
        <source>Time and value</source>
        <translation>Uhrzeit und Wert</translation>
    </message>
    <message>
        <source>Time below range</source>
        <translation>Zeit unter dem Bereich</translation>
    </message>
    <message>
        <source>Time in bed</source>
        <translation>Zeit im Bett</translation>
    </message>
    <message>
        <source>Time in range</source>
        <translation>Zeit im Bereich</translation>
    </message>
    <message>
        <source>Time in range: {tir} %; below {tbr} %, very low {tbr2} %; above {tar} %, very high {tar2} %</source>
        <translation>Zeit im Bereich: {tir} %; darunter {tbr} %, sehr niedrig {tbr2} %; darüber {tar} %, sehr hoch {tar2} %</translation>
    </message>
    <message>
        <source>Time in ranges: {shares}</source>
        <translation>Zeit in Bereichen: {shares}</translation>
    </message>
    <message>
        <source>Time in tight range</source>
        <translation>Zeit im engen Bereich</translation>
    </message>
    <message>
        <source>Time in zones</source>
        <translation>Zeit in Zonen</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Time of the peak</source>
        <translation>Zeit des Gipfels</translation>
    </message>
    <message>
        <source>Time to fall asleep</source>
        <translation>Einschlafdauer</translation>
    </message>
    <message>
        <source>Time very high</source>
        <translation>Zeit sehr hoch</translation>
    </message>
    <message>
        <source>Time very low</source>
        <translation>Zeit sehr niedrig</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Times have five fields (minute, hour, day, month, weekday), and this has {count}. Seconds can't be given.</source>
        <translation>Zeiten haben fünf Felder (Minute, Stunde, Tag, Monat, Wochentag), hier sind es {count}. Sekunden lassen sich nicht angeben.</translation>
    </message>
    <message>
        <source>Times of sleep</source>
        <translation>Schlafzeiten</translation>
    </message>
    <message>
        <source>Times of the day</source>
        <translation>Uhrzeiten</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>To whom do they belong? Dates, values and notes stay as they are.</source>
        <translation>Wem gehören sie? Daten, Werte und Notizen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message numerus="yes">
        <source>Today and yesterday (UTC)</source>
        <comment>Today (UTC)</comment>
        <translation>
            <numerusform>Heute (UTC)</numerusform>
            <numerusform>Heute und gestern (UTC)</numerusform>
        </translation>
    </message>
    <message>
        <source>Today as it was at first</source>
        <translation>Heute wie zu Anfang</translation>
    </message>
    <message>
        <source>Today is arranged.</source>
        <translation>Heute ist angeordnet.</translation>
    </message>
    <message>
        <source>Today is as it was at first.</source>
        <translation>Heute ist wieder wie zu Anfang.</translation>
    </message>
    <message>
        <source>Today only</source>
        <translation>Nur heute</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token for everything</source>
        <translation>Token für alles</translation>
    </message>
    <message>
        <source>Token {id}</source>
        <translation>Token {id}</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Told, failed, missed</source>
        <translation>Zugestellt, gescheitert, verpasst</translation>
    </message>
    <message>
        <source>Too many connections at once. Close some, or try again later.</source>
        <translation>Zu viele Verbindungen auf einmal. Schließen Sie welche, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>Too many requests. Try again in {seconds} seconds.</source>
        <translation>Zu viele Anfragen. Versuchen Sie es in {seconds} Sekunden noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>Took back {n} readings. The file can be imported again.</source>
        <comment>Took back {n} reading. The file can be imported again.</comment>
        <translation>
            <numerusform>{n} Messwert zurückgenommen. Die Datei kann noch einmal importiert werden.</numerusform>
            <numerusform>{n} Messwerte zurückgenommen. Die Datei kann noch einmal importiert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Took the type {slug} out of the lists</source>
        <translation>Typ {slug} aus den Listen genommen</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Total cholesterol</source>
        <translation>Gesamtcholesterin</translation>
    </message>
    <message>
        <source>Total of the readings</source>
        <translation>Summe der Messwerte</translation>
    </message>
    <message>
        <source>Total: {total}</source>
        <translation>Summe: {total}</translation>
    </message>
    <message>
        <source>Totals follow the new order of sources: {share} %</source>
        <translation>Summen folgen der neuen Reihenfolge der Quellen: {share} %</translation>
    </message>
    <message>
        <source>Travel</source>
        <translation>Reise</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Trend of the days</source>
        <translation>Trend der Tage</translation>
    </message>
    <message>
        <source>Trend: not known</source>
        <translation>Trend: nicht bekannt</translation>
    </message>
    <message>
        <source>Trend: {trend}, {value} a week ({low} to {high})</source>
        <translation>Trend: {trend}, {value} je Woche ({low} bis {high})</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Verläufe</translation>
    </message>
    <message>
        <source>Tried {n} times on days already known: {coverage} % lay inside, off by {rmse} (root mean square)</source>
        <translation>{n} Mal an schon bekannten Tagen erprobt: {coverage} % lagen darin, Abweichung {rmse} (quadratisches Mittel)</translation>
    </message>
    <message>
        <source>Triglycerides</source>
        <translation>Triglyzeride</translation>
    </message>
    <message>
        <source>Try a notification</source>
        <translation>Benachrichtigung ausprobieren</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Wird ausprobiert…</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>Dienstag</translation>
    </message>
    <message>
        <source>Twice a day</source>
        <translation>Zweimal täglich</translation>
    </message>
    <message>
        <source>Two columns wide</source>
        <translation>Zwei Spalten breit</translation>
    </message>
    <message>
        <source>Two readings each morning and each evening for {days} days, for {least} at least. The first day is left out of the mean.</source>
        <translation>Je zwei Werte morgens und abends an {days} Tagen, mindestens an {least}. Der erste Tag zählt nicht zum Mittel.</translation>
    </message>
    <message>
        <source>Two things that go together need not cause one another. Neighbouring days tell much the same, so that they count less.</source>
        <translation>Was miteinander geht, muss sich nicht verursachen. Benachbarte Tage sagen fast dasselbe und zählen deshalb weniger.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Type of reading</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Type the day and the time alone, such as 12 Nov 8:00 or yesterday 21:30. Nothing was changed.</source>
        <translation>Geben Sie nur Tag und Zeit ein, etwa 12. Nov 8:00 oder gestern 21:30. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Type the number that was measured, or choose it.</source>
        <translation>Geben Sie die gemessene Zahl ein, oder wählen Sie sie.</translation>
    </message>
    <message>
        <source>Type the value alone, such as 81.4 or 128/82. Nothing was changed.</source>
        <translation>Geben Sie nur den Wert ein, etwa 81,4 oder 128/82. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Type “{line}” at the top of any page: {reading}.</source>
        <translation>Schreiben Sie oben auf einer Seite „{line}“: {reading}.</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>Eingegeben</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>Von Hand eingetippt</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Messgrößen</translation>
    </message>
    <message>
        <source>Typical from</source>
        <translation>Üblich ab</translation>
    </message>
    <message>
        <source>Typical range</source>
        <translation>Üblicher Bereich</translation>
    </message>
    <message>
        <source>Typical up to</source>
        <translation>Üblich bis</translation>
    </message>
    <message>
        <source>US Letter</source>
        <translation>US-Letter</translation>
    </message>
    <message>
        <source>Under the chart</source>
        <translation>Unter dem Diagramm</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Import zurücknehmen</translation>
    </message>
    <message>
        <source>Undo the import of {files}</source>
        <translation>Den Import von {files} rückgängig machen</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Unit in which blood fats are shown.</source>
        <translation>Einheit, in der Blutfette gezeigt werden.</translation>
    </message>
    <message>
        <source>Unit in which blood glucose is shown. A typed value still says its own unit where it could be either.</source>
        <translation>Einheit, in der Blutzucker gezeigt wird. Ein eingegebener Wert nennt seine Einheit, wo es beide sein könnten.</translation>
    </message>
    <message>
        <source>Unit in which blood pressure is shown.</source>
        <translation>Einheit, in der Blutdruck gezeigt wird.</translation>
    </message>
    <message>
        <source>Unit in which body temperatures are shown.</source>
        <translation>Einheit, in der Körpertemperaturen gezeigt werden.</translation>
    </message>
    <message>
        <source>Unit in which distances are shown.</source>
        <translation>Einheit, in der Strecken gezeigt werden.</translation>
    </message>
    <message>
        <source>Unit in which energy is shown.</source>
        <translation>Einheit, in der Energie gezeigt wird.</translation>
    </message>
    <message>
        <source>Unit in which weights are shown and meant when none is typed.</source>
        <translation>Einheit, in der Gewichte gezeigt werden und die gemeint ist, wenn keine eingegeben wird.</translation>
    </message>
    <message>
        <source>Unit of body height and waist.</source>
        <translation>Einheit von Körpergröße und Taillenumfang.</translation>
    </message>
    <message>
        <source>Unit of the value</source>
        <translation>Einheit des Werts</translation>
    </message>
    <message>
        <source>Unit of “{column}”</source>
        <translation>Einheit von „{column}“</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>Unit…</source>
        <translation>Einheit…</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Until a date</source>
        <translation>Bis zu einem Datum</translation>
    </message>
    <message>
        <source>Up and down by {value} ({low} to {high}) in the day, highest at {time} ({earliest} to {latest})</source>
        <translation>Im Tageslauf um {value} ({low} bis {high}) auf und ab, am höchsten um {time} ({earliest} bis {latest})</translation>
    </message>
    <message>
        <source>Up time of serve</source>
        <translation>Laufzeit von serve</translation>
    </message>
    <message>
        <source>Up to now</source>
        <translation>Bis jetzt</translation>
    </message>
    <message>
        <source>Upright</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Ups and downs of the day</source>
        <translation>Auf und Ab des Tages</translation>
    </message>
    <message>
        <source>Usage: healthdesk [OPTIONS] COMMAND [ARGUMENTS]</source>
        <translation>Aufruf: healthdesk [OPTIONEN] BEFEHL [ARGUMENTE]</translation>
    </message>
    <message>
        <source>Usage: healthdesk add "weight 81.4" | "bp 128/82 71 yesterday 8:30 #tag note"</source>
        <translation>Aufruf: healthdesk add "gewicht 81,4" | "blutdruck 128/82 71 gestern 8:30 #schlagwort notiz"</translation>
    </message>
    <message>
        <source>Use this order</source>
        <translation>Diese Reihenfolge nehmen</translation>
    </message>
    <message>
        <source>Use {value}</source>
        <translation>{value} nehmen</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>User: {user}</source>
        <translation>Benutzer: {user}</translation>
    </message>
    <message>
        <source>VO₂ max</source>
        <translation>VO₂max</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value from 1 to 10</source>
        <translation>Wert von 1 bis 10</translation>
    </message>
    <message>
        <source>Value from 1 to 10, as a slider</source>
        <translation>Wert von 1 bis 10, als Schieberegler</translation>
    </message>
    <message>
        <source>Value of the kind in its row</source>
        <translation>Wert der Art, die in der Zeile steht</translation>
    </message>
    <message>
        <source>Values to check</source>
        <translation>Werte zum Prüfen</translation>
    </message>
    <message>
        <source>Variability</source>
        <translation>Schwankung</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Very high</source>
        <translation>Sehr hoch</translation>
    </message>
    <message>
        <source>Very high, &gt;{value}</source>
        <translation>Sehr hoch, &gt;{value}</translation>
    </message>
    <message>
        <source>Very low</source>
        <translation>Sehr niedrig</translation>
    </message>
    <message>
        <source>Very low, &lt;{value}</source>
        <translation>Sehr niedrig, &lt;{value}</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Visceral fat</source>
        <translation>Viszeralfett</translation>
    </message>
    <message>
        <source>Vital signs</source>
        <translation>Vitalwerte</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>WRONG</source>
        <translation>FALSCH</translation>
    </message>
    <message>
        <source>Waist</source>
        <translation>Taillenumfang</translation>
    </message>
    <message>
        <source>Waiting for an answer</source>
        <translation>Warten auf Antwort</translation>
    </message>
    <message>
        <source>Waiting for another program that is using the file…</source>
        <translation>Wartet auf ein anderes Programm, das die Datei benutzt…</translation>
    </message>
    <message>
        <source>Waits for an answer.</source>
        <translation>Wartet auf eine Antwort.</translation>
    </message>
    <message>
        <source>Warn when this is left</source>
        <translation>Warnen, wenn nur noch</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>Überwachter Ordner</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Wasser</translation>
    </message>
    <message>
        <source>Way to look at it</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Mi</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>Mittwoch</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Week at home</source>
        <translation>Woche zu Hause</translation>
    </message>
    <message>
        <source>Week at home without its first day {mean}: {class_}</source>
        <translation>Woche zu Hause ohne ihren ersten Tag {mean}: {class_}</translation>
    </message>
    <message>
        <source>Week at home: {missing}</source>
        <translation>Woche zu Hause: {missing}</translation>
    </message>
    <message>
        <source>Week begins on</source>
        <translation>Woche beginnt am</translation>
    </message>
    <message>
        <source>Week of {date}</source>
        <translation>Woche vom {date}</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Weekends and weekdays</source>
        <translation>Wochenenden und Werktage</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>Weeks raised</source>
        <translation>Wochen erhöht</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight trend</source>
        <translation>Gewichtstrend</translation>
    </message>
    <message>
        <source>Weight trend: {trend}</source>
        <translation>Gewichtstrend: {trend}</translation>
    </message>
    <message>
        <source>Weight trend: {value}, {rate} a week over the last four weeks.</source>
        <translation>Gewichtstrend: {value}, {rate} je Woche in den letzten vier Wochen.</translation>
    </message>
    <message>
        <source>Wellbeing</source>
        <translation>Wohlbefinden</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>What each source told</source>
        <translation>Was jede Quelle meldet</translation>
    </message>
    <message>
        <source>What goes together</source>
        <translation>Was zusammengeht</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What happened, such as: new medication</source>
        <translation>Was geschehen ist, etwa: neues Medikament</translation>
    </message>
    <message>
        <source>What is it for?</source>
        <translation>Wofür ist er?</translation>
    </message>
    <message>
        <source>What is {text}? Write the kind before it, for example: weight {text}</source>
        <translation>Was ist {text}? Schreiben Sie die Messgröße davor, zum Beispiel: gewicht {text}</translation>
    </message>
    <message>
        <source>What it asks for</source>
        <translation>Wonach sie fragt</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>What may it do?</source>
        <translation>Was darf er?</translation>
    </message>
    <message>
        <source>What stands out</source>
        <translation>Was auffällt</translation>
    </message>
    <message>
        <source>What the column “{column}” holds can't be read. Choose it anew; docs/reference/mappings.md shows the shape of a mapping.</source>
        <translation>Was die Spalte „{column}“ enthält, lässt sich nicht lesen. Wählen Sie es neu; docs/reference/mappings.md zeigt die Form einer Zuordnung.</translation>
    </message>
    <message>
        <source>What the files hold</source>
        <translation>Was die Dateien enthalten</translation>
    </message>
    <message>
        <source>What the list of types lacks, such as grip strength or puffs of an inhaler: with its own unit, range and way to sum up a day.</source>
        <translation>Was in der Liste der Messgrößen fehlt, etwa Griffkraft oder Hübe eines Inhalators: mit eigener Einheit, eigenem Bereich und eigener Art, einen Tag zusammenzufassen.</translation>
    </message>
    <message>
        <source>What to remind of</source>
        <translation>Woran erinnert wird</translation>
    </message>
    <message>
        <source>What to send to the developers</source>
        <translation>Was Sie den Entwicklern schicken können</translation>
    </message>
    <message>
        <source>What was told, as time goes</source>
        <translation>Was gemeldet wurde, der Zeit nach</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>What you had begun to type is kept until then.</source>
        <translation>Was Sie zu tippen begonnen hatten, bleibt bis dahin erhalten.</translation>
    </message>
    <message>
        <source>What you want to reach, or to do again and again, and how far you are, will be here.</source>
        <translation>Hier wird stehen, was Sie erreichen oder immer wieder tun wollen, und wie weit Sie sind.</translation>
    </message>
    <message>
        <source>What “{column}” holds</source>
        <translation>Was „{column}“ enthält</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When to measure, to take a medication, or to do anything else will be here, and what became of it.</source>
        <translation>Wann zu messen, ein Medikament zu nehmen oder etwas anderes zu tun ist, wird hier stehen, und was daraus wurde.</translation>
    </message>
    <message>
        <source>Where local times were taken</source>
        <translation>Wo die Ortszeiten gelten</translation>
    </message>
    <message>
        <source>Where readings were taken that have none of the tags home, office and 24h; each place has limits of its own.</source>
        <translation>Wo Werte gemessen wurden, die keines der Stichwörter home, office und 24h haben; für jeden Messort gelten eigene Grenzen.</translation>
    </message>
    <message>
        <source>Where the interface listens, on this computer only; 0: any that is free.</source>
        <translation>Wo die Schnittstelle erreichbar ist, nur auf diesem Computer; 0: irgendein freier.</translation>
    </message>
    <message>
        <source>Where times typed without an offset are meant, and where today begins and ends; empty: the computer's. A person's own time zone comes first.</source>
        <translation>Wo Zeiten ohne Angabe der Zone gemeint sind und wo heute beginnt und endet; leer: die des Computers. Die Zeitzone der Person geht vor.</translation>
    </message>
    <message>
        <source>Where two sources tell the same time, only the one that stands first in the order counts.</source>
        <translation>Wo zwei Quellen dieselbe Zeit melden, zählt nur die, die in der Reihenfolge zuerst steht.</translation>
    </message>
    <message>
        <source>Where two sources tell the same time, such as a watch and a phone, only the upper one counts; nothing is added up twice. A total of the day that you type counts before all of them.</source>
        <translation>Wo zwei Quellen dieselbe Zeit melden, etwa eine Uhr und ein Telefon, zählt nur die obere; nichts wird doppelt gezählt. Eine Tagessumme, die Sie eintippen, geht allen vor.</translation>
    </message>
    <message>
        <source>Whether the comma or point in “{column}” is a decimal sign or parts thousands can't be told from the table. Choose the decimal sign below its columns, or add "decimal": "." or "decimal": "," to the mapping, and import the file again.</source>
        <translation>Ob das Komma oder der Punkt in „{column}“ ein Dezimalzeichen ist oder Tausender trennt, geht aus der Tabelle nicht hervor. Wählen Sie das Dezimalzeichen unter ihren Spalten, oder ergänzen Sie "decimal": "." oder "decimal": "," in der Zuordnung, und importieren Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>While the window is open, files put into this folder are imported by themselves; what a file leaves open is asked. Empty: no folder is watched.</source>
        <translation>Solange das Fenster offen ist, werden Dateien aus diesem Ordner von selbst importiert; was eine Datei offen lässt, wird gefragt. Leer: Es wird kein Ordner überwacht.</translation>
    </message>
    <message>
        <source>While the window is open, other programs of this computer that have a token may read and write through the interface.</source>
        <translation>Solange das Fenster offen ist, dürfen andere Programme dieses Computers, die einen Token haben, über die Schnittstelle lesen und schreiben.</translation>
    </message>
    <message>
        <source>Whoever looks after this installation can let you in.</source>
        <translation>Wer diese Installation betreut, kann Sie zulassen.</translation>
    </message>
    <message>
        <source>Whose classes and ranges are told. Another one tells others of the same readings; none is changed. What is marked not confirmed was not read in the guideline itself.</source>
        <translation>Nach wessen Klassen und Bereichen eingeordnet wird. Eine andere Leitlinie ordnet dieselben Werte anders ein; geändert wird keiner. Was als nicht bestätigt gekennzeichnet ist, wurde nicht in der Leitlinie selbst nachgelesen.</translation>
    </message>
    <message>
        <source>Whose ranges times in range are told by: of the International Consensus on Time in Range, or your own from low to high.</source>
        <translation>Nach wessen Grenzen die Zeiten im Bereich gesagt werden: nach dem internationalen Konsens zur Zeit im Zielbereich oder nach eigenen.</translation>
    </message>
    <message>
        <source>Whose readings are those of {user}?</source>
        <translation>Wem gehören die Messwerte von {user}?</translation>
    </message>
    <message>
        <source>Whose readings these are</source>
        <translation>Wem die Messwerte gehören</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Why this total?</source>
        <translation>Warum diese Summe?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>With {type}: r = {r} ({low} to {high}), by rank {rank} ({rank_low} to {rank_high}); {days} days that tell as much as {n}</source>
        <translation>Mit {type}: r = {r} ({low} bis {high}), nach Rang {rank} ({rank_low} bis {rank_high}); {days} Tage, die so viel sagen wie {n}</translation>
    </message>
    <message>
        <source>Within reach would be {date} as the date, or {value} as the target.</source>
        <translation>In Reichweite wäre {date} als Termin oder {value} als Ziel.</translation>
    </message>
    <message>
        <source>Within reach would be {date} as the date.</source>
        <translation>In Reichweite wäre {date} als Termin.</translation>
    </message>
    <message>
        <source>Withings</source>
        <translation>Withings</translation>
    </message>
    <message>
        <source>Without an end</source>
        <translation>Ohne Ende</translation>
    </message>
    <message>
        <source>Words, such as before-breakfast</source>
        <translation>Wörter, etwa vor-dem-frühstück</translation>
    </message>
    <message>
        <source>Workbook (Excel)</source>
        <translation>Arbeitsmappe (Excel)</translation>
    </message>
    <message>
        <source>Workouts</source>
        <translation>Trainingseinheiten</translation>
    </message>
    <message>
        <source>Worth independent</source>
        <translation>Davon unabhängig</translation>
    </message>
    <message>
        <source>Write the name of the medication.</source>
        <translation>Schreiben Sie den Namen des Medikaments.</translation>
    </message>
    <message>
        <source>Write year-month-day, not in the future, such as 1980-05-31.</source>
        <translation>Schreiben Sie Jahr-Monat-Tag, nicht in der Zukunft, etwa 1980-05-31.</translation>
    </message>
    <message>
        <source>Writing {name}: {share} %</source>
        <translation>{name} wird geschrieben: {share} %</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>{name} wird geschrieben…</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>J</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Year over year</source>
        <translation>Jahre im Vergleich</translation>
    </message>
    <message>
        <source>Year, month, day</source>
        <translation>Jahr, Monat, Tag</translation>
    </message>
    <message>
        <source>Year-month-day; may be left empty.</source>
        <translation>Jahr-Monat-Tag; kann leer bleiben.</translation>
    </message>
    <message>
        <source>You have a reminder</source>
        <translation>Du hast eine Erinnerung</translation>
    </message>
    <message>
        <source>You have this reading of {type} already. Both are kept; delete one if it is the same.</source>
        <translation>Diesen Messwert von {type} haben Sie schon. Beide bleiben; löschen Sie einen, wenn es derselbe ist.</translation>
    </message>
    <message>
        <source>Your account is not allowed to do this.</source>
        <translation>Ihr Konto darf das nicht.</translation>
    </message>
    <message>
        <source>Your health record, on your own computer.</source>
        <translation>Ihre Gesundheitsakte auf dem eigenen Computer.</translation>
    </message>
    <message>
        <source>Your last readings and what changed will be here.</source>
        <translation>Hier stehen Ihre letzten Messwerte und was sich geändert hat.</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Your own types</source>
        <translation>Eigene Messgrößen</translation>
    </message>
    <message>
        <source>Your own types…</source>
        <translation>Eigene Messgrößen…</translation>
    </message>
    <message>
        <source>Your readings will be drawn here over time.</source>
        <translation>Ihre Messwerte werden hier im Verlauf gezeichnet.</translation>
    </message>
    <message>
        <source>Your reminders for a calendar, with an alarm each.</source>
        <translation>Deine Erinnerungen für einen Kalender, jede mit Alarm.</translation>
    </message>
    <message>
        <source>a checked copy</source>
        <translation>eine geprüfte Kopie</translation>
    </message>
    <message>
        <source>a fingerprint of what is recorded</source>
        <translation>ein Fingerabdruck dessen, was eingetragen ist</translation>
    </message>
    <message>
        <source>a habit: at least so much</source>
        <translation>eine Gewohnheit: mindestens so viel</translation>
    </message>
    <message>
        <source>a habit: at most so much</source>
        <translation>eine Gewohnheit: höchstens so viel</translation>
    </message>
    <message>
        <source>a habit: between two values</source>
        <translation>eine Gewohnheit: zwischen zwei Werten</translation>
    </message>
    <message>
        <source>a name or e-mail address</source>
        <translation>ein Name oder eine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>a new person</source>
        <translation>eine neue Person</translation>
    </message>
    <message>
        <source>a new secret for the trigger of the interface</source>
        <translation>ein neues Geheimnis für den Auslöser der Schnittstelle</translation>
    </message>
    <message>
        <source>a new token, shown once</source>
        <translation>ein neuer Token, einmal gezeigt</translation>
    </message>
    <message>
        <source>a night has 24 hours</source>
        <translation>eine Nacht hat 24 Stunden</translation>
    </message>
    <message>
        <source>a number, or none</source>
        <translation>eine Zahl oder none</translation>
    </message>
    <message>
        <source>a table of what became of them</source>
        <translation>eine Tabelle dessen, was aus ihnen wurde</translation>
    </message>
    <message>
        <source>a target or a habit</source>
        <translation>ein Zielwert oder eine Gewohnheit</translation>
    </message>
    <message>
        <source>a time or a day; else now</source>
        <translation>eine Zeit oder ein Tag; sonst jetzt</translation>
    </message>
    <message>
        <source>a type of your own</source>
        <translation>eine eigene Messgröße</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>noch etwa {n} Min.</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>noch etwa {n} Sek.</translation>
    </message>
    <message>
        <source>again at {time}</source>
        <translation>wieder um {time}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>all counters, as Prometheus reads them</source>
        <translation>alle Zähler, wie Prometheus sie liest</translation>
    </message>
    <message>
        <source>all imports</source>
        <translation>alle Importe</translation>
    </message>
    <message>
        <source>all settings</source>
        <translation>alle Einstellungen</translation>
    </message>
    <message>
        <source>all tokens, without their secrets</source>
        <translation>alle Tokens, ohne ihre Geheimnisse</translation>
    </message>
    <message>
        <source>all types</source>
        <translation>alle Messgrößen</translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <comment>and {n} more</comment>
        <translation>
            <numerusform>und {n} weitere</numerusform>
            <numerusform>und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>answer taken back</source>
        <translation>Antwort zurückgenommen</translation>
    </message>
    <message>
        <source>answer what the inbox lists</source>
        <translation>beantworten, was der Eingang auflistet</translation>
    </message>
    <message>
        <source>any that is free</source>
        <translation>irgendein freier</translation>
    </message>
    <message>
        <source>archived ones too</source>
        <translation>auch archivierte</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>wie in der Datei</translation>
    </message>
    <message>
        <source>as many as they like</source>
        <translation>so viele sie wollen</translation>
    </message>
    <message>
        <source>as the person's</source>
        <translation>wie bei der Person</translation>
    </message>
    <message>
        <source>as this computer</source>
        <translation>wie dieser Computer</translation>
    </message>
    <message>
        <source>ask again later</source>
        <translation>später wieder fragen</translation>
    </message>
    <message>
        <source>at home</source>
        <translation>zu Hause</translation>
    </message>
    <message>
        <source>at the practice</source>
        <translation>in der Praxis</translation>
    </message>
    <message>
        <source>awake then</source>
        <translation>in dieser Zeit wach</translation>
    </message>
    <message>
        <source>back to the default</source>
        <translation>zurück zur Vorgabe</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>band: typical range</source>
        <translation>Band: üblicher Bereich</translation>
    </message>
    <message>
        <source>bars: days</source>
        <translation>Balken: Tage</translation>
    </message>
    <message>
        <source>behind so many others</source>
        <translation>nach so vielen anderen</translation>
    </message>
    <message>
        <source>below 20 years it is judged by age and sex, not here</source>
        <translation>unter 20 Jahren wird er nach Alter und Geschlecht beurteilt, nicht hier</translation>
    </message>
    <message>
        <source>below {high}</source>
        <translation>unter {high}</translation>
    </message>
    <message>
        <source>bring deleted ones back</source>
        <translation>gelöschte zurückholen</translation>
    </message>
    <message>
        <source>bring the schema up to date</source>
        <translation>das Schema auf den neuesten Stand bringen</translation>
    </message>
    <message>
        <source>bring the types of the catalogue in</source>
        <translation>die Messgrößen des Katalogs eintragen</translation>
    </message>
    <message>
        <source>by another program ({program})</source>
        <translation>von einem anderen Programm ({program})</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>am Tag</translation>
    </message>
    <message>
        <source>by night</source>
        <translation>in der Nacht</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>call it done</source>
        <translation>als erledigt abschließen</translation>
    </message>
    <message>
        <source>cancelled entry</source>
        <translation>zurückgezogener Eintrag</translation>
    </message>
    <message>
        <source>carbohydrates in exchanges</source>
        <translation>Kohlenhydrate in BE oder KE</translation>
    </message>
    <message>
        <source>change what is given</source>
        <translation>ändern, was angegeben ist</translation>
    </message>
    <message>
        <source>check codes and values (fhir only)</source>
        <translation>Codes und Werte prüfen (nur fhir)</translation>
    </message>
    <message>
        <source>check that the file keeps its promises</source>
        <translation>prüfen, ob die Datei in Ordnung ist</translation>
    </message>
    <message>
        <source>choose a value</source>
        <translation>einen Wert wählen</translation>
    </message>
    <message>
        <source>close the data for maintenance, and open it</source>
        <translation>Daten für die Wartung schließen und öffnen</translation>
    </message>
    <message>
        <source>column “{name}”</source>
        <translation>Spalte „{name}“</translation>
    </message>
    <message>
        <source>could not be told</source>
        <translation>nicht zugestellt</translation>
    </message>
    <message>
        <source>create, list, revoke</source>
        <translation>anlegen, auflisten, widerrufen</translation>
    </message>
    <message>
        <source>create, list, revoke tokens of other programs</source>
        <translation>Tokens anderer Programme anlegen, auflisten, widerrufen</translation>
    </message>
    <message>
        <source>cup</source>
        <translation>Tasse</translation>
    </message>
    <message>
        <source>cups</source>
        <translation>Tassen</translation>
    </message>
    <message>
        <source>days a month</source>
        <translation>Tage im Monat</translation>
    </message>
    <message>
        <source>days a week</source>
        <translation>Tage pro Woche</translation>
    </message>
    <message>
        <source>decreasing</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>deleted entry</source>
        <translation>gelöschter Eintrag</translation>
    </message>
    <message>
        <source>deleted meanwhile</source>
        <translation>inzwischen gelöscht</translation>
    </message>
    <message>
        <source>desktop notification</source>
        <translation>Benachrichtigung</translation>
    </message>
    <message>
        <source>details of {name}</source>
        <translation>Einzelheiten von {name}</translation>
    </message>
    <message>
        <source>does not keep to the format: {problem}</source>
        <translation>entspricht nicht dem Format: {problem}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>geschafft</translation>
    </message>
    <message>
        <source>dots: means of days</source>
        <translation>Punkte: Tagesmittel</translation>
    </message>
    <message>
        <source>dots: means of hours</source>
        <translation>Punkte: Stundenmittel</translation>
    </message>
    <message>
        <source>dots: means of months</source>
        <translation>Punkte: Monatsmittel</translation>
    </message>
    <message>
        <source>dots: means of weeks</source>
        <translation>Punkte: Wochenmittel</translation>
    </message>
    <message>
        <source>dots: readings</source>
        <translation>Punkte: Messwerte</translation>
    </message>
    <message>
        <source>draw the demo person's pages to files, without a screen</source>
        <translation>die Seiten der Beispielperson in Dateien zeichnen, ohne Bildschirm</translation>
    </message>
    <message>
        <source>drink</source>
        <translation>Getränk</translation>
    </message>
    <message>
        <source>drinks</source>
        <translation>Getränke</translation>
    </message>
    <message>
        <source>due</source>
        <translation>fällig</translation>
    </message>
    <message>
        <source>each day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <source>each hour at minute {minutes}</source>
        <translation>jede Stunde zur Minute {minutes}</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>anderswo</translation>
    </message>
    <message>
        <source>empty in the first rows</source>
        <translation>in den ersten Zeilen leer</translation>
    </message>
    <message>
        <source>empty row</source>
        <translation>leere Zeile</translation>
    </message>
    <message>
        <source>entry marked as an error</source>
        <translation>als Fehler gekennzeichneter Eintrag</translation>
    </message>
    <message>
        <source>environment variables to load first</source>
        <translation>Umgebungsvariablen, die vorher geladen werden</translation>
    </message>
    <message>
        <source>error code of the sensor</source>
        <translation>Fehlercode des Sensors</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>event of the pump</source>
        <translation>Ereignis der Pumpe</translation>
    </message>
    <message>
        <source>every hour</source>
        <translation>jede Stunde</translation>
    </message>
    <message>
        <source>every minute</source>
        <translation>jede Minute</translation>
    </message>
    <message>
        <source>every {n} minutes</source>
        <translation>alle {n} Minuten</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>alle Personen</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>expired {time}</source>
        <translation>abgelaufen {time}</translation>
    </message>
    <message>
        <source>failed measurement of blood pressure</source>
        <translation>fehlgeschlagene Blutdruckmessung</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>figures of a period</source>
        <translation>Auswertung eines Zeitraums</translation>
    </message>
    <message>
        <source>file of the kind “{name}”</source>
        <translation>Datei der Art „{name}“</translation>
    </message>
    <message>
        <source>fill the data folder with a demo person</source>
        <translation>den Datenordner mit einer Beispielperson füllen</translation>
    </message>
    <message>
        <source>filling of the pump's tube</source>
        <translation>Füllen des Pumpenschlauchs</translation>
    </message>
    <message>
        <source>food without grams</source>
        <translation>Essen ohne Gramm</translation>
    </message>
    <message>
        <source>from 65 years on the classes say less</source>
        <translation>ab 65 Jahren sagen die Klassen weniger</translation>
    </message>
    <message>
        <source>from a day (2026-03-01) or instant on</source>
        <translation>ab einem Tag (2026-03-01) oder Zeitpunkt</translation>
    </message>
    <message>
        <source>from the age</source>
        <translation>nach dem Alter</translation>
    </message>
    <message>
        <source>from when on to warn that it runs out</source>
        <translation>ab wann gewarnt wird, dass es ausgeht</translation>
    </message>
    <message>
        <source>from {low}</source>
        <translation>ab {low}</translation>
    </message>
    <message>
        <source>give to another person</source>
        <translation>einer anderen Person geben</translation>
    </message>
    <message>
        <source>go on after a refused file</source>
        <translation>nach einer abgelehnten Datei weitermachen</translation>
    </message>
    <message>
        <source>go on as lines come</source>
        <translation>weiterlesen, wenn Zeilen dazukommen</translation>
    </message>
    <message>
        <source>go on with it</source>
        <translation>damit weitermachen</translation>
    </message>
    <message>
        <source>goals and how they stand</source>
        <translation>Ziele und wie sie stehen</translation>
    </message>
    <message>
        <source>health status “{name}”</source>
        <translation>Gesundheitswert „{name}“</translation>
    </message>
    <message>
        <source>healthdesk serve answers</source>
        <translation>healthdesk serve antwortet</translation>
    </message>
    <message>
        <source>healthdesk serve did not run</source>
        <translation>healthdesk serve lief nicht</translation>
    </message>
    <message>
        <source>healthdesk serve never ran</source>
        <translation>healthdesk serve lief nie</translation>
    </message>
    <message>
        <source>healthdesk: the health record you keep on your own computer</source>
        <translation>healthdesk: die Gesundheitsakte auf dem eigenen Computer</translation>
    </message>
    <message>
        <source>help on the command</source>
        <translation>Hilfe zum Befehl</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>holds until {time}</source>
        <translation>gilt bis {time}</translation>
    </message>
    <message>
        <source>holds without an end</source>
        <translation>gilt ohne Ende</translation>
    </message>
    <message>
        <source>how long it holds</source>
        <translation>wie lange er gilt</translation>
    </message>
    <message>
        <source>how many are active, due, sent, missed</source>
        <translation>wie viele aktiv, fällig, zugestellt, verpasst sind</translation>
    </message>
    <message>
        <source>how much is left</source>
        <translation>wie viel noch da ist</translation>
    </message>
    <message>
        <source>how much of it a dose takes</source>
        <translation>wie viel davon eine Dosis braucht</translation>
    </message>
    <message>
        <source>how much of it, such as 5 mg</source>
        <translation>wie viel davon, etwa 5 mg</translation>
    </message>
    <message>
        <source>how often</source>
        <translation>wie oft</translation>
    </message>
    <message>
        <source>how the file's dates are written</source>
        <translation>wie Daten in der Datei geschrieben sind</translation>
    </message>
    <message>
        <source>how the running installation does</source>
        <translation>wie es der laufenden Installation geht</translation>
    </message>
    <message>
        <source>in a month altogether</source>
        <translation>in einem Monat insgesamt</translation>
    </message>
    <message>
        <source>in a week altogether</source>
        <translation>in einer Woche insgesamt</translation>
    </message>
    <message>
        <source>in another window</source>
        <translation>in einem anderen Fenster</translation>
    </message>
    <message>
        <source>in order, schema {revision:04d}</source>
        <translation>in Ordnung, Schema {revision:04d}</translation>
    </message>
    <message>
        <source>in quiet hours too</source>
        <translation>auch in Ruhezeiten</translation>
    </message>
    <message>
        <source>in quiet hours too: yes or no</source>
        <translation>auch in Ruhezeiten: yes oder no</translation>
    </message>
    <message>
        <source>in the order in which they count</source>
        <translation>in der Reihenfolge, in der sie zählen</translation>
    </message>
    <message>
        <source>in this window</source>
        <translation>in diesem Fenster</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>pünktlich</translation>
    </message>
    <message>
        <source>increasing</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>insulin of a whole day</source>
        <translation>Insulin eines ganzen Tages</translation>
    </message>
    <message>
        <source>insulin without units</source>
        <translation>Insulin ohne Einheiten</translation>
    </message>
    <message>
        <source>into the lists again</source>
        <translation>wieder in die Listen</translation>
    </message>
    <message>
        <source>is another one afterwards</source>
        <translation>ist danach anders</translation>
    </message>
    <message>
        <source>is missing afterwards</source>
        <translation>fehlt danach</translation>
    </message>
    <message>
        <source>isolated diastolic</source>
        <translation>isoliert diastolisch</translation>
    </message>
    <message>
        <source>isolated systolic</source>
        <translation>isoliert systolisch</translation>
    </message>
    <message>
        <source>its time zone, instead of the person's</source>
        <translation>ihre Zeitzone statt der der Person</translation>
    </message>
    <message>
        <source>its upper end</source>
        <translation>sein oberes Ende</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>language of the report (pdf only)</source>
        <translation>Sprache des Berichts (nur pdf)</translation>
    </message>
    <message>
        <source>last sign of life at {time} UTC</source>
        <translation>letztes Lebenszeichen um {time} UTC</translation>
    </message>
    <message>
        <source>last used {time}</source>
        <translation>zuletzt benutzt {time}</translation>
    </message>
    <message>
        <source>leave it out this time</source>
        <translation>diesmal auslassen</translation>
    </message>
    <message>
        <source>leave reminders alone</source>
        <translation>ohne Erinnerungen</translation>
    </message>
    <message>
        <source>less than an hour ago</source>
        <translation>vor weniger als einer Stunde</translation>
    </message>
    <message>
        <source>let a token open nothing any more</source>
        <translation>einen Token nichts mehr öffnen lassen</translation>
    </message>
    <message>
        <source>let everybody let go of the data and stay away</source>
        <translation>alle lassen die Daten los und bleiben weg</translation>
    </message>
    <message>
        <source>let in</source>
        <translation>zugelassen</translation>
    </message>
    <message>
        <source>let it come again</source>
        <translation>wieder kommen lassen</translation>
    </message>
    <message>
        <source>let it rest</source>
        <translation>ruhen lassen</translation>
    </message>
    <message>
        <source>let it rest; its history stays</source>
        <translation>ruhen lassen; der Verlauf bleibt</translation>
    </message>
    <message>
        <source>let these count first, in this order</source>
        <translation>diese zuerst zählen lassen, in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>Zeile {line}: {reason}</translation>
    </message>
    <message>
        <source>line: mean of 7 days</source>
        <translation>Linie: Mittel von 7 Tagen</translation>
    </message>
    <message>
        <source>list the types of reading, add your own</source>
        <translation>Messgrößen auflisten, eigene hinzufügen</translation>
    </message>
    <message>
        <source>list when reminders come, without data</source>
        <translation>auflisten, wann Erinnerungen kommen, ohne Daten</translation>
    </message>
    <message>
        <source>list, add, edit, archive persons</source>
        <translation>Personen auflisten, hinzufügen, ändern, archivieren</translation>
    </message>
    <message>
        <source>list, add, edit, pause, resume, complete, delete goals</source>
        <translation>Ziele auflisten, setzen, ändern, pausieren, fortsetzen, abschließen, löschen</translation>
    </message>
    <message>
        <source>list, get, set, unset settings</source>
        <translation>Einstellungen auflisten, lesen, setzen, zurücksetzen</translation>
    </message>
    <message>
        <source>list, show, edit, delete, restore, purge, move readings</source>
        <translation>Messwerte auflisten, zeigen, ändern, löschen, wiederherstellen, endgültig löschen, verschieben</translation>
    </message>
    <message>
        <source>list, show, undo imports</source>
        <translation>Importe auflisten, zeigen, zurücknehmen</translation>
    </message>
    <message>
        <source>local, {zone}</source>
        <translation>Ortszeit, {zone}</translation>
    </message>
    <message>
        <source>longer than the time in bed that was typed</source>
        <translation>länger als die eingetippte Zeit im Bett</translation>
    </message>
    <message>
        <source>make every day figure anew</source>
        <translation>jeden Tageswert neu berechnen</translation>
    </message>
    <message>
        <source>mean arterial pressure</source>
        <translation>mittlerer arterieller Druck</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verpasst</translation>
    </message>
    <message>
        <source>missed after {time}</source>
        <translation>verpasst nach {time}</translation>
    </message>
    <message>
        <source>more than once for several: the first is the one values are kept in</source>
        <translation>mehrmals für mehrere: in der ersten werden die Werte geführt</translation>
    </message>
    <message>
        <source>most adults with type 1 or 2 diabetes</source>
        <translation>die meisten Erwachsenen mit Diabetes Typ 1 oder 2</translation>
    </message>
    <message>
        <source>muscles</source>
        <translation>Muskeln</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>–</translation>
    </message>
    <message>
        <source>name slow reads</source>
        <translation>langsame Abfragen nennen</translation>
    </message>
    <message>
        <source>needs an hour of recorded pulse</source>
        <translation>braucht eine Stunde aufgezeichneten Puls</translation>
    </message>
    <message>
        <source>needs more days to be tried on</source>
        <translation>braucht mehr Tage, um erprobt zu werden</translation>
    </message>
    <message>
        <source>needs readings in {need} of the 24 hours of the day, on two days each, and has {have}</source>
        <translation>braucht Messwerte in {need} der 24 Stunden des Tages, an je zwei Tagen, und hat {have}</translation>
    </message>
    <message numerus="yes">
        <source>needs readings that reach {n} more days back</source>
        <comment>needs readings that reach {n} more day back</comment>
        <translation>
            <numerusform>braucht Messwerte, die {n} Tag weiter zurückreichen</numerusform>
            <numerusform>braucht Messwerte, die {n} Tage weiter zurückreichen</numerusform>
        </translation>
    </message>
    <message>
        <source>needs {need} % of the readings of a sensor and has {have} %</source>
        <translation>braucht {need} % der Werte eines Sensors und hat {have} %</translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more days</source>
        <comment>needs {n} more day</comment>
        <translation>
            <numerusform>braucht noch {n} Tag</numerusform>
            <numerusform>braucht noch {n} Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more days with both</source>
        <comment>needs {n} more day with both</comment>
        <translation>
            <numerusform>braucht {n} weiteren Tag mit beiden</numerusform>
            <numerusform>braucht {n} weitere Tage mit beiden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more nights</source>
        <comment>needs {n} more night</comment>
        <translation>
            <numerusform>braucht noch {n} Nacht</numerusform>
            <numerusform>braucht noch {n} Nächte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more nights before a free day</source>
        <comment>needs {n} more night before a free day</comment>
        <translation>
            <numerusform>braucht noch {n} Nacht vor einem freien Tag</numerusform>
            <numerusform>braucht noch {n} Nächte vor einem freien Tag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more nights before a working day</source>
        <comment>needs {n} more night before a working day</comment>
        <translation>
            <numerusform>braucht noch {n} Nacht vor einem Arbeitstag</numerusform>
            <numerusform>braucht noch {n} Nächte vor einem Arbeitstag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more nights right after another one</source>
        <comment>needs {n} more night right after another one</comment>
        <translation>
            <numerusform>braucht noch {n} Nacht direkt nach einer anderen</numerusform>
            <numerusform>braucht noch {n} Nächte direkt nach einer anderen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more readings</source>
        <comment>needs {n} more reading</comment>
        <translation>
            <numerusform>braucht noch {n} Wert</numerusform>
            <numerusform>braucht noch {n} Werte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more readings by day</source>
        <comment>needs {n} more reading by day</comment>
        <translation>
            <numerusform>braucht noch {n} Wert am Tag</numerusform>
            <numerusform>braucht noch {n} Werte am Tag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more readings by night</source>
        <comment>needs {n} more reading by night</comment>
        <translation>
            <numerusform>braucht noch {n} Wert in der Nacht</numerusform>
            <numerusform>braucht noch {n} Werte in der Nacht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs {n} more readings by night within one week</source>
        <comment>needs {n} more reading by night within one week</comment>
        <translation>
            <numerusform>braucht {n} weiteren Messwert bei Nacht innerhalb einer Woche</numerusform>
            <numerusform>braucht {n} weitere Messwerte bei Nacht innerhalb einer Woche</numerusform>
        </translation>
    </message>
    <message>
        <source>neighbouring days are too much alike to tell</source>
        <translation>benachbarte Tage gleichen sich zu sehr, um es zu sagen</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nie benutzt</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>die neuesten zuerst</translation>
    </message>
    <message>
        <source>next at {time} UTC</source>
        <translation>nächste um {time} UTC</translation>
    </message>
    <message>
        <source>night that was not measured</source>
        <translation>nicht gemessene Nacht</translation>
    </message>
    <message>
        <source>night told twice</source>
        <translation>doppelt genannte Nacht</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no class without the birth date</source>
        <translation>keine Klasse ohne Geburtsdatum</translation>
    </message>
    <message>
        <source>no error within a day</source>
        <translation>kein Fehler an einem Tag</translation>
    </message>
    <message>
        <source>no goal ended</source>
        <translation>kein Ziel ging zu Ende</translation>
    </message>
    <message>
        <source>no more than chance would make of the hours</source>
        <translation>nicht mehr, als der Zufall aus den Stunden machte</translation>
    </message>
    <message>
        <source>no reading</source>
        <translation>kein Messwert</translation>
    </message>
    <message>
        <source>no reading in the 7 days before today</source>
        <translation>kein Messwert in den 7 Tagen vor heute</translation>
    </message>
    <message>
        <source>no reading in the last 7 days</source>
        <translation>kein Messwert in den letzten 7 Tagen</translation>
    </message>
    <message>
        <source>no users</source>
        <translation>keine Nutzer</translation>
    </message>
    <message>
        <source>nobody's 30th day lies in this period; look further back with --days</source>
        <translation>niemandes 30. Tag liegt in diesem Zeitraum; mit --days weiter zurückblicken</translation>
    </message>
    <message>
        <source>nobody's 90th day lies in this period; look further back with --days</source>
        <translation>niemandes 90. Tag liegt in diesem Zeitraum; mit --days weiter zurückblicken</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>none under way</source>
        <translation>keine im Gange</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>none yet; it is made with the first reading</source>
        <translation>noch keine; sie entsteht mit dem ersten Messwert</translation>
    </message>
    <message>
        <source>normal weight</source>
        <translation>Normalgewicht</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>nicht gezählt</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>nicht in Gebrauch</translation>
    </message>
    <message>
        <source>not kept: {kind} ({n})</source>
        <translation>nicht übernommen: {kind} ({n})</translation>
    </message>
    <message>
        <source>not let in</source>
        <translation>nicht zugelassen</translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>noch nicht vorbei</translation>
    </message>
    <message>
        <source>not where the reading is there already: yes or no</source>
        <translation>nicht, wenn die Messung schon da ist: yes oder no</translation>
    </message>
    <message>
        <source>not-imported.txt</source>
        <translation>nicht-importiert.txt</translation>
    </message>
    <message>
        <source>notes at a time, as the charts mark them</source>
        <translation>Notizen zu einer Zeit, wie die Diagramme sie zeigen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing is to come</source>
        <translation>nichts steht an</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>notification service</source>
        <translation>Benachrichtigungsdienst</translation>
    </message>
    <message>
        <source>numbers: chart notes</source>
        <translation>Zahlen: Diagrammnotizen</translation>
    </message>
    <message>
        <source>nutrient “{name}”</source>
        <translation>Nährstoff „{name}“</translation>
    </message>
    <message>
        <source>obesity</source>
        <translation>Adipositas</translation>
    </message>
    <message>
        <source>of everybody</source>
        <translation>von allen Personen</translation>
    </message>
    <message>
        <source>of so many days</source>
        <translation>von so vielen Tagen</translation>
    </message>
    <message>
        <source>of the days, which resemble their neighbours: {trend}</source>
        <translation>der Tage, die ihren Nachbarn gleichen: {trend}</translation>
    </message>
    <message>
        <source>of this computer</source>
        <translation>dieses Computers</translation>
    </message>
    <message>
        <source>of this expression alone</source>
        <translation>allein von diesem Ausdruck</translation>
    </message>
    <message numerus="yes">
        <source>of {n} pairs compared</source>
        <comment>of {n} pair compared</comment>
        <translation>
            <numerusform>von {n} verglichenen Paar</numerusform>
            <numerusform>von {n} verglichenen Paaren</numerusform>
        </translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>off, by PROMETHEUS_METRICS_ENABLED</source>
        <translation>aus, durch PROMETHEUS_METRICS_ENABLED</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>older people and those at high risk</source>
        <translation>ältere Menschen und solche mit hohem Risiko</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>älteste zuerst</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>on some days a month</source>
        <translation>an einigen Tagen im Monat</translation>
    </message>
    <message>
        <source>on some days a week</source>
        <translation>an einigen Tagen pro Woche</translation>
    </message>
    <message>
        <source>on whose charts it stands; else on all (none: on all again)</source>
        <translation>in wessen Diagrammen sie steht; sonst in allen (none: wieder in allen)</translation>
    </message>
    <message>
        <source>one JSON document on standard output</source>
        <translation>ein JSON-Dokument auf der Standardausgabe</translation>
    </message>
    <message>
        <source>one goal</source>
        <translation>ein Ziel</translation>
    </message>
    <message>
        <source>one import</source>
        <translation>ein Import</translation>
    </message>
    <message>
        <source>one reading</source>
        <translation>ein Messwert</translation>
    </message>
    <message>
        <source>one reminder and when it comes</source>
        <translation>eine Erinnerung und wann sie kommt</translation>
    </message>
    <message>
        <source>one setting</source>
        <translation>eine Einstellung</translation>
    </message>
    <message>
        <source>only a bound is known</source>
        <translation>nur eine Grenze ist bekannt</translation>
    </message>
    <message>
        <source>only by hand</source>
        <translation>nur von Hand</translation>
    </message>
    <message>
        <source>only each so many days</source>
        <translation>nur alle so viele Tage</translation>
    </message>
    <message>
        <source>only of this source; may be repeated</source>
        <translation>nur aus dieser Quelle; mehrfach möglich</translation>
    </message>
    <message>
        <source>only of this type</source>
        <translation>nur von diesem Typ</translation>
    </message>
    <message>
        <source>only this format</source>
        <translation>nur dieses Format</translation>
    </message>
    <message>
        <source>only this type, such as heart-rate; may be repeated</source>
        <translation>nur diese Messgröße, etwa heart-rate; mehrfach möglich</translation>
    </message>
    <message>
        <source>only what this import added</source>
        <translation>nur was dieser Import hinzugefügt hat</translation>
    </message>
    <message>
        <source>open it again</source>
        <translation>wieder öffnen</translation>
    </message>
    <message>
        <source>open the window (also without any command)</source>
        <translation>das Fenster öffnen (auch ganz ohne Befehl)</translation>
    </message>
    <message>
        <source>open: {asked}; answer it with {flag}: {choices}</source>
        <translation>offen: {asked}; die Antwort geben Sie mit {flag}: {choices}</translation>
    </message>
    <message>
        <source>openScale</source>
        <translation>openScale</translation>
    </message>
    <message>
        <source>other kind of entry</source>
        <translation>andersartiger Eintrag</translation>
    </message>
    <message>
        <source>other table</source>
        <translation>andere Tabelle</translation>
    </message>
    <message>
        <source>out of the list; its history stays</source>
        <translation>aus der Liste; ihr Verlauf bleibt</translation>
    </message>
    <message>
        <source>out of the lists, if nothing is recorded of it</source>
        <translation>aus den Listen, wenn nichts davon erfasst ist</translation>
    </message>
    <message>
        <source>out of the lists; its history stays</source>
        <translation>aus den Listen; der Verlauf bleibt</translation>
    </message>
    <message>
        <source>out of the lists; readings stay</source>
        <translation>aus den Listen; Messwerte bleiben</translation>
    </message>
    <message>
        <source>over 24 hours</source>
        <translation>über 24 Stunden</translation>
    </message>
    <message>
        <source>overweight</source>
        <translation>Übergewicht</translation>
    </message>
    <message>
        <source>paper of the report (pdf only)</source>
        <translation>Papier des Berichts (nur pdf)</translation>
    </message>
    <message>
        <source>part of a night</source>
        <translation>Teil einer Nacht</translation>
    </message>
    <message>
        <source>parts of the report (pdf only)</source>
        <translation>Teile des Berichts (nur pdf)</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>perhaps not told</source>
        <translation>vielleicht nicht zugestellt</translation>
    </message>
    <message>
        <source>point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>put a backup in place, after a backup</source>
        <translation>eine Sicherung einsetzen, nach einer Sicherung</translation>
    </message>
    <message>
        <source>put into the bin</source>
        <translation>in den Papierkorb legen</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>aufgeschoben</translation>
    </message>
    <message>
        <source>raise what is due now</source>
        <translation>auslösen, was jetzt fällig ist</translation>
    </message>
    <message>
        <source>read files of devices and vendors</source>
        <translation>Dateien von Geräten und Herstellern einlesen</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>readings a day, or days a week or month</source>
        <translation>Messungen am Tag, oder Tage pro Woche oder Monat</translation>
    </message>
    <message>
        <source>really</source>
        <translation>wirklich</translation>
    </message>
    <message>
        <source>record a reading: add "bp 128/82 71 yesterday 8:30"</source>
        <translation>einen Messwert eintragen: add "blutdruck 128/82 71 gestern 8:30"</translation>
    </message>
    <message>
        <source>reminders and when they come next</source>
        <translation>Erinnerungen und wann sie als Nächstes kommen</translation>
    </message>
    <message>
        <source>reminders-history.csv</source>
        <translation>erinnerungen-verlauf.csv</translation>
    </message>
    <message>
        <source>reminders-weeks.csv</source>
        <translation>erinnerungen-wochen.csv</translation>
    </message>
    <message>
        <source>remove deleted ones for good</source>
        <translation>gelöschte endgültig entfernen</translation>
    </message>
    <message>
        <source>remove from the bin for good</source>
        <translation>endgültig aus dem Papierkorb entfernen</translation>
    </message>
    <message>
        <source>remove the data file; backups stay</source>
        <translation>die Datendatei entfernen; Sicherungen bleiben</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>row above the table</source>
        <translation>Zeile über der Tabelle</translation>
    </message>
    <message>
        <source>row of another table below</source>
        <translation>Zeile einer weiteren Tabelle darunter</translation>
    </message>
    <message>
        <source>row of totals</source>
        <translation>Summenzeile</translation>
    </message>
    <message>
        <source>row without a reading</source>
        <translation>Zeile ohne Messwert</translation>
    </message>
    <message>
        <source>set a reminder</source>
        <translation>eine Erinnerung anlegen</translation>
    </message>
    <message>
        <source>set reminders, answer what is due</source>
        <translation>Erinnerungen anlegen, Fälliges beantworten</translation>
    </message>
    <message>
        <source>show the program's log</source>
        <translation>das Protokoll des Programms zeigen</translation>
    </message>
    <message>
        <source>show where an error came from</source>
        <translation>zeigen, woher ein Fehler kam</translation>
    </message>
    <message>
        <source>sizes and the state of the file</source>
        <translation>Größen und Zustand der Datei</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>sleep level of a part of a night</source>
        <translation>Schlafphase eines Teils einer Nacht</translation>
    </message>
    <message>
        <source>sleep level without an end</source>
        <translation>Schlafphase ohne Ende</translation>
    </message>
    <message>
        <source>sleep level “{name}”</source>
        <translation>Schlafphase „{name}“</translation>
    </message>
    <message>
        <source>sleep stages tell the night</source>
        <translation>Schlafphasen melden die Nacht</translation>
    </message>
    <message>
        <source>so many times</source>
        <translation>so viele Male</translation>
    </message>
    <message>
        <source>so many, 20 where nothing is said</source>
        <translation>so viele, ohne Angabe 20</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>stabil</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>gleichbleibend</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>store nothing</source>
        <translation>nichts speichern</translation>
    </message>
    <message>
        <source>such as 5 mg, or 1 tablet</source>
        <translation>etwa 5 mg oder 1 Tablette</translation>
    </message>
    <message>
        <source>such as a doctor; may be left empty</source>
        <translation>etwa eine Ärztin; darf leer bleiben</translation>
    </message>
    <message>
        <source>such as cold-shower</source>
        <translation>etwa kalte-dusche</translation>
    </message>
    <message>
        <source>such as import</source>
        <translation>etwa import</translation>
    </message>
    <message>
        <source>table without values</source>
        <translation>Tabelle ohne Werte</translation>
    </message>
    <message>
        <source>table “{name}”</source>
        <translation>Tabelle „{name}“</translation>
    </message>
    <message>
        <source>take off the charts</source>
        <translation>aus den Diagrammen nehmen</translation>
    </message>
    <message>
        <source>take one back</source>
        <translation>einen zurücknehmen</translation>
    </message>
    <message>
        <source>take out of the bin</source>
        <translation>aus dem Papierkorb holen</translation>
    </message>
    <message>
        <source>take the schema back, with a backup before</source>
        <translation>das Schema zurücknehmen, mit einer Sicherung davor</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>takes {need} days with a user, there were {have}</source>
        <translation>braucht {need} Tage mit einem Nutzer, es gab {have}</translation>
    </message>
    <message>
        <source>takes {need} days with an hour of serve, there were {have}</source>
        <translation>braucht {need} Tage mit einer Stunde serve, es gab {have}</translation>
    </message>
    <message>
        <source>takes {need} minutes of serve, there were {have}</source>
        <translation>braucht {need} Minuten serve, es gab {have}</translation>
    </message>
    <message>
        <source>takes {need} reads and writes, there were {have}</source>
        <translation>braucht {need} Zugriffe, es gab {have}</translation>
    </message>
    <message>
        <source>takes {need} requests, there were {have}</source>
        <translation>braucht {need} Anfragen, es gab {have}</translation>
    </message>
    <message>
        <source>tell what this installation can do</source>
        <translation>sagen, was diese Installation kann</translation>
    </message>
    <message>
        <source>the birth date is not known</source>
        <translation>das Geburtsdatum ist nicht bekannt</translation>
    </message>
    <message>
        <source>the chosen ranges have none</source>
        <translation>in den gewählten Bereichen gibt es das nicht</translation>
    </message>
    <message>
        <source>the date to reach it by</source>
        <translation>das Datum, bis zu dem es erreicht sein soll</translation>
    </message>
    <message>
        <source>the day a habit began</source>
        <translation>der Tag, an dem eine Gewohnheit begann</translation>
    </message>
    <message>
        <source>the days after the last reading</source>
        <translation>die Tage nach dem letzten Messwert</translation>
    </message>
    <message>
        <source>the deleted ones</source>
        <translation>die gelöschten</translation>
    </message>
    <message>
        <source>the end of a span, or none</source>
        <translation>das Ende einer Spanne oder none</translation>
    </message>
    <message>
        <source>the first day</source>
        <translation>der erste Tag</translation>
    </message>
    <message>
        <source>the folder of the data</source>
        <translation>der Ordner der Daten</translation>
    </message>
    <message>
        <source>the formula is one of adults</source>
        <translation>die Formel ist eine für Erwachsene</translation>
    </message>
    <message>
        <source>the height is not known</source>
        <translation>die Körpergröße ist nicht bekannt</translation>
    </message>
    <message>
        <source>the interface for programs, and reminders, without a window</source>
        <translation>die Schnittstelle für Programme und die Erinnerungen, ohne Fenster</translation>
    </message>
    <message>
        <source>the kind of reading it is about</source>
        <translation>die Art der Messung, um die es geht</translation>
    </message>
    <message numerus="yes">
        <source>the last reading is {n} days old</source>
        <comment>the last reading is {n} day old</comment>
        <translation>
            <numerusform>der letzte Messwert ist {n} Tag alt</numerusform>
            <numerusform>der letzte Messwert ist {n} Tage alt</numerusform>
        </translation>
    </message>
    <message>
        <source>the lower end of a range to stay in</source>
        <translation>das untere Ende eines Bereichs, in dem es bleiben soll</translation>
    </message>
    <message>
        <source>the medication</source>
        <translation>das Medikament</translation>
    </message>
    <message>
        <source>the period is too long; take a year at most</source>
        <translation>der Zeitraum ist zu lang; nehmen Sie höchstens ein Jahr</translation>
    </message>
    <message>
        <source>the program's version</source>
        <translation>die Version des Programms</translation>
    </message>
    <message>
        <source>the schema of the file and of the program</source>
        <translation>das Schema der Datei und des Programms</translation>
    </message>
    <message>
        <source>the time zone</source>
        <translation>die Zeitzone</translation>
    </message>
    <message>
        <source>the total was typed</source>
        <translation>die Summe wurde eingetippt</translation>
    </message>
    <message>
        <source>the unit of a file that does not tell it</source>
        <translation>die Einheit einer Datei, die sie nicht nennt</translation>
    </message>
    <message>
        <source>the unit of the values</source>
        <translation>die Einheit der Werte</translation>
    </message>
    <message>
        <source>the value to reach, such as 75 or 130/80</source>
        <translation>der Zielwert, etwa 75 oder 130/80</translation>
    </message>
    <message>
        <source>the values never change</source>
        <translation>die Werte ändern sich nie</translation>
    </message>
    <message>
        <source>there is no usual amount that makes a day active</source>
        <translation>es gibt keine übliche Menge, die einen Tag aktiv macht</translation>
    </message>
    <message>
        <source>there is nothing before it to compare with</source>
        <translation>davor gibt es nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>there is too little to tell it from</source>
        <translation>es gibt zu wenig, um es daraus zu sagen</translation>
    </message>
    <message>
        <source>this one and worse</source>
        <translation>diese und schlimmere</translation>
    </message>
    <message>
        <source>those on its chart</source>
        <translation>jene in ihrem Diagramm</translation>
    </message>
    <message>
        <source>times a day</source>
        <translation>Mal am Tag</translation>
    </message>
    <message>
        <source>times of {zone}</source>
        <translation>Zeiten von {zone}</translation>
    </message>
    <message>
        <source>to the end of a day, or to an instant</source>
        <translation>bis zum Ende eines Tages oder bis zu einem Zeitpunkt</translation>
    </message>
    <message>
        <source>to {high}</source>
        <translation>bis {high}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>heute {time}</translation>
    </message>
    <message>
        <source>told</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>told again by a second uploader</source>
        <translation>von einem zweiten Programm nochmals hochgeladen</translation>
    </message>
    <message>
        <source>told by {way} {time}</source>
        <translation>gemeldet ({way}) {time}</translation>
    </message>
    <message>
        <source>told twice</source>
        <translation>doppelt gemeldet</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>morgen {time}</translation>
    </message>
    <message>
        <source>too little to tell</source>
        <translation>noch zu wenig bekannt</translation>
    </message>
    <message>
        <source>tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>tried on days already known, it was no better than a mean</source>
        <translation>an schon bekannten Tagen erprobt, war sie nicht besser als ein Mittelwert</translation>
    </message>
    <message>
        <source>tried on days already known, its interval missed too many</source>
        <translation>an schon bekannten Tagen erprobt, verfehlte ihr Bereich zu viele</translation>
    </message>
    <message>
        <source>try every way to tell what is due</source>
        <translation>jeden Weg ausprobieren, Fälliges zu melden</translation>
    </message>
    <message>
        <source>try the rule by known users and by shares of many</source>
        <translation>die Regel an bekannten Benutzern und an Anteilen von vielen prüfen</translation>
    </message>
    <message>
        <source>try whether a format can be read back whole</source>
        <translation>prüfen, ob ein Format vollständig wieder eingelesen wird</translation>
    </message>
    <message>
        <source>type 1 diabetes in pregnancy</source>
        <translation>Diabetes Typ 1 in der Schwangerschaft</translation>
    </message>
    <message>
        <source>unanswered for so long, it is missed</source>
        <translation>so lange unbeantwortet, gilt sie als verpasst</translation>
    </message>
    <message>
        <source>unanswered, again every {time}, {often}</source>
        <translation>unbeantwortet alle {time} wieder, {often}</translation>
    </message>
    <message>
        <source>unanswered, it comes again after so many minutes</source>
        <translation>unbeantwortet kommt sie nach so vielen Minuten wieder</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft gerade</translation>
    </message>
    <message>
        <source>underweight</source>
        <translation>Untergewicht</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>unknown sleep stage</source>
        <translation>unbekannte Schlafphase</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>upgrade, check, back up, restore the data file</source>
        <translation>die Datendatei aktualisieren, prüfen, sichern, wiederherstellen</translation>
    </message>
    <message>
        <source>user {number}</source>
        <translation>Benutzer {number}</translation>
    </message>
    <message>
        <source>user “{name}”</source>
        <translation>Benutzer „{name}“</translation>
    </message>
    <message>
        <source>was not there before</source>
        <translation>war vorher nicht da</translation>
    </message>
    <message>
        <source>what a table's columns hold</source>
        <translation>was die Spalten einer Tabelle enthalten</translation>
    </message>
    <message>
        <source>what asks for an answer</source>
        <translation>was auf Antwort wartet</translation>
    </message>
    <message>
        <source>what became of what the inbox listed</source>
        <translation>was aus dem wurde, was der Eingang auflistete</translation>
    </message>
    <message>
        <source>what is in the bin</source>
        <translation>was im Papierkorb liegt</translation>
    </message>
    <message>
        <source>what is in the bin too</source>
        <translation>auch, was im Papierkorb liegt</translation>
    </message>
    <message>
        <source>what it asks for</source>
        <translation>wonach sie fragt</translation>
    </message>
    <message>
        <source>what it is for</source>
        <translation>wofür er da ist</translation>
    </message>
    <message>
        <source>what it may do; more than once</source>
        <translation>was er darf; auch mehrmals</translation>
    </message>
    <message>
        <source>what it says</source>
        <translation>was sie sagt</translation>
    </message>
    <message>
        <source>what made up the total of a day</source>
        <translation>woraus die Summe eines Tages besteht</translation>
    </message>
    <message>
        <source>what stands around the readings</source>
        <translation>was um die Messwerte steht</translation>
    </message>
    <message>
        <source>what stands out in the readings</source>
        <translation>was an den Messungen auffällt</translation>
    </message>
    <message>
        <source>what the program counts about itself</source>
        <translation>was das Programm über sich selbst zählt</translation>
    </message>
    <message>
        <source>when it comes</source>
        <translation>wann sie kommt</translation>
    </message>
    <message>
        <source>where it began, instead of the last reading</source>
        <translation>wo es begann, statt der letzten Messung</translation>
    </message>
    <message>
        <source>where the file's local times were taken</source>
        <translation>wo die Ortszeiten der Datei gelten</translation>
    </message>
    <message>
        <source>where to draw to</source>
        <translation>wohin gezeichnet wird</translation>
    </message>
    <message>
        <source>where to, if there is no reading yet</source>
        <translation>wohin, solange es keine Messung gibt</translation>
    </message>
    <message>
        <source>whether a user is let in, and why</source>
        <translation>ob ein Benutzer zugelassen ist, und warum</translation>
    </message>
    <message>
        <source>whether another type goes along</source>
        <translation>ob eine andere Messgröße damit einhergeht</translation>
    </message>
    <message>
        <source>whether it is closed, and who has it open</source>
        <translation>ob geschlossen ist, und wer die Daten offen hat</translation>
    </message>
    <message>
        <source>whether the program does well, by its targets</source>
        <translation>ob es gut läuft, gemessen an den Zielen</translation>
    </message>
    <message>
        <source>which source counts, and why a total is what it is</source>
        <translation>welche Quelle zählt und warum eine Summe so ist, wie sie ist</translation>
    </message>
    <message>
        <source>who does it</source>
        <translation>wer es tut</translation>
    </message>
    <message>
        <source>who is let in while the program is rolled out</source>
        <translation>wer zugelassen ist, während das Programm eingeführt wird</translation>
    </message>
    <message>
        <source>who set the goal</source>
        <translation>wer das Ziel gesetzt hat</translation>
    </message>
    <message>
        <source>whom it is about</source>
        <translation>um wen es geht</translation>
    </message>
    <message>
        <source>whose the readings of one of the file's users are</source>
        <translation>wem die Messwerte eines Benutzers der Datei gehören</translation>
    </message>
    <message>
        <source>with a screen</source>
        <translation>mit Bildschirm</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>without a screen</source>
        <translation>ohne Bildschirm</translation>
    </message>
    <message>
        <source>words of notes, tags and sources</source>
        <translation>Wörter aus Notizen, Schlagwörtern und Quellen</translation>
    </message>
    <message>
        <source>worth a look</source>
        <translation>bitte ansehen</translation>
    </message>
    <message>
        <source>write a note at a time</source>
        <translation>eine Notiz zu einer Zeit schreiben</translation>
    </message>
    <message>
        <source>write readings to a file</source>
        <translation>Messwerte in eine Datei schreiben</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>gestern {time}</translation>
    </message>
    <message>
        <source>{amount} × {dose}</source>
        <translation>{amount} × {dose}</translation>
    </message>
    <message numerus="yes">
        <source>{amount}, {n} days a month</source>
        <comment>{amount}, {n} day a month</comment>
        <translation>
            <numerusform>{amount}, {n} Tag im Monat</numerusform>
            <numerusform>{amount}, {n} Tage im Monat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{amount}, {n} days a week</source>
        <comment>{amount}, {n} day a week</comment>
        <translation>
            <numerusform>{amount}, {n} Tag pro Woche</numerusform>
            <numerusform>{amount}, {n} Tage pro Woche</numerusform>
        </translation>
    </message>
    <message>
        <source>{change} from the week before</source>
        <translation>{change} zur Woche davor</translation>
    </message>
    <message>
        <source>{class_} ({rule}; {source})</source>
        <translation>{class_} ({rule}; {source})</translation>
    </message>
    <message>
        <source>{class_}, {range} mmHg</source>
        <translation>{class_}, {range} mmHg</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>noch {count}</translation>
    </message>
    <message>
        <source>{date} (forecast)</source>
        <translation>{date} (Vorhersage)</translation>
    </message>
    <message>
        <source>{date} ({years} years old)</source>
        <translation>{date} ({years} Jahre alt)</translation>
    </message>
    <message>
        <source>{date} is not over: its mean counts as far as it has come.</source>
        <translation>{date} ist noch nicht vorbei: Das Mittel zählt, soweit es gediehen ist.</translation>
    </message>
    <message>
        <source>{date} is not over: its total counts as far as it has come</source>
        <translation>{date} ist noch nicht vorbei: Die Summe zählt, so weit sie gekommen ist</translation>
    </message>
    <message>
        <source>{date} is not over: its total counts as far as it has come.</source>
        <translation>{date} ist noch nicht vorbei: Die Summe zählt, soweit sie gediehen ist.</translation>
    </message>
    <message>
        <source>{days} at {times}</source>
        <translation>{days} um {times}</translation>
    </message>
    <message>
        <source>{days} in {months}</source>
        <translation>{days} im {months}</translation>
    </message>
    <message>
        <source>{days}, where that is every {count} days from {date},</source>
        <translation>{days}, soweit das alle {count} Tage ab {date} ist,</translation>
    </message>
    <message>
        <source>{days}: {times}</source>
        <translation>{days}: {times}</translation>
    </message>
    <message>
        <source>{day} {first} to {last}</source>
        <translation>{day} {first} bis {last}</translation>
    </message>
    <message>
        <source>{day}: {n} requests, {failed} failed</source>
        <translation>{day}: {n} Anfragen, {failed} gescheitert</translation>
    </message>
    <message>
        <source>{day}: {value}</source>
        <translation>{day}: {value}</translation>
    </message>
    <message>
        <source>{direction}, {slope} a week (95 % interval {low} to {high})</source>
        <translation>{direction}, {slope} je Woche (95-%-Intervall {low} bis {high})</translation>
    </message>
    <message>
        <source>{done} of {needed} today</source>
        <translation>heute {done} von {needed}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of {n} days this month</source>
        <comment>{done} of {n} day this month</comment>
        <translation>
            <numerusform>{done} von {n} Tag diesen Monat</numerusform>
            <numerusform>{done} von {n} Tagen diesen Monat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of {n} days this week</source>
        <comment>{done} of {n} day this week</comment>
        <translation>
            <numerusform>{done} von {n} Tag diese Woche</numerusform>
            <numerusform>{done} von {n} Tagen diese Woche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of {n} due times were done.</source>
        <comment>{done} of {n} due time was done.</comment>
        <translation>
            <numerusform>{done} von {n} fälligen Zeit wurde erledigt.</numerusform>
            <numerusform>{done} von {n} fälligen Zeiten wurden erledigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{errors} of {n} requests</source>
        <translation>{errors} von {n} Anfragen</translation>
    </message>
    <message>
        <source>{figure}: {reason}.</source>
        <translation>{figure}: {reason}.</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} oder {second}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>{first} to {last}, time zone: {zone}</source>
        <translation>{first} bis {last}, Zeitzone: {zone}</translation>
    </message>
    <message>
        <source>{first} to {last}; computed on this computer, nothing left it.</source>
        <translation>{first} bis {last}; auf diesem Rechner berechnet, nichts hat ihn verlassen.</translation>
    </message>
    <message>
        <source>{first}, and {second},</source>
        <translation>{first} und außerdem {second}</translation>
    </message>
    <message>
        <source>{first}, if that is {second},</source>
        <translation>{first}, wenn das {second} ist,</translation>
    </message>
    <message>
        <source>{flag} was given, but what it says does not fit this file.</source>
        <translation>{flag} wurde angegeben, passt aber nicht zu dieser Datei.</translation>
    </message>
    <message>
        <source>{format} files ({pattern})</source>
        <translation>{format} ({pattern})</translation>
    </message>
    <message>
        <source>{format}: waits for an answer</source>
        <translation>{format}: wartet auf eine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>{format}: {read} readings, {added} new, {duplicate} there already or twice, {rejected} rejected</source>
        <comment>{format}: {read} reading, {added} new, {duplicate} there already or twice, {rejected} rejected</comment>
        <translation>
            <numerusform>{format}: {read} Messwert, {added} neu, {duplicate} schon vorhanden oder doppelt, {rejected} abgelehnt</numerusform>
            <numerusform>{format}: {read} Messwerte, {added} neu, {duplicate} schon vorhanden oder doppelt, {rejected} abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} Std.</translation>
    </message>
    <message>
        <source>{hours} h ago</source>
        <translation>vor {hours} Std.</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} Std. {minutes} Min.</translation>
    </message>
    <message>
        <source>{key} can't be “{value}”. It takes: {takes}</source>
        <translation>{key} kann nicht „{value}“ sein. Möglich ist: {takes}</translation>
    </message>
    <message>
        <source>{left}: time to get more</source>
        <translation>{left}: Zeit für Nachschub</translation>
    </message>
    <message>
        <source>{low} to below {high}</source>
        <translation>{low} bis unter {high}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} Min.</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>vor {minutes} Min.</translation>
    </message>
    <message>
        <source>{minutes}, from {begin} to {end}</source>
        <translation>{minutes}, von {begin} bis {end}</translation>
    </message>
    <message>
        <source>{minutes}, in the hours that begin at {hours}</source>
        <translation>{minutes}, in den Stunden ab {hours}</translation>
    </message>
    <message>
        <source>{missing} for a verdict.</source>
        <translation>{missing} für eine Einordnung.</translation>
    </message>
    <message>
        <source>{missing} for the whole week.</source>
        <translation>{missing} für die ganze Woche.</translation>
    </message>
    <message>
        <source>{mornings} and {evenings} are missing</source>
        <translation>{mornings} und {evenings} fehlen</translation>
    </message>
    <message>
        <source>{most} and {last}</source>
        <translation>{most} und {last}</translation>
    </message>
    <message>
        <source>{name} and {n} more</source>
        <translation>{name} und {n} weitere</translation>
    </message>
    <message>
        <source>{name} begins like an Apple Health export but holds no health data. Export it again; nothing was imported.</source>
        <translation>{name} beginnt wie ein Export von Apple Health, enthält aber keine Gesundheitsdaten. Exportieren Sie noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} can't be loaded</source>
        <translation>{name} kann nicht geladen werden</translation>
    </message>
    <message>
        <source>{name} can't be negative. Use 0 or more.</source>
        <translation>{name} kann nicht negativ sein. Geben Sie 0 oder mehr an.</translation>
    </message>
    <message>
        <source>{name} can't be {text}. It is one of: {choices}.</source>
        <translation>{name} kann nicht {text} sein. Möglich sind: {choices}.</translation>
    </message>
    <message>
        <source>{name} could not be read because of a fault in HealthDesk ({where}). Nothing was imported; please report it.</source>
        <translation>{name} ließ sich wegen eines Fehlers in HealthDesk nicht lesen ({where}). Es wurde nichts importiert; bitte melden Sie das.</translation>
    </message>
    <message>
        <source>{name} could not be read from the disk. Copy it to this computer and try again. Nothing was changed.</source>
        <translation>{name} ließ sich nicht vom Datenträger lesen. Kopieren Sie die Datei auf diesen Computer und versuchen Sie es noch einmal. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{name} declares entities, which no Apple Health export does. For safety it is not read; nothing was imported.</source>
        <translation>{name} deklariert Entitäten, was kein Export von Apple Health tut. Aus Sicherheitsgründen wird die Datei nicht gelesen; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} declares entities, which no workbook does. For safety it is not read; nothing was imported.</source>
        <translation>{name} deklariert Entitäten, was keine Arbeitsmappe tut. Zur Sicherheit wird die Datei nicht gelesen; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} does not begin with the line {header}. Choose a CSV file that HealthDesk wrote; nothing was imported.</source>
        <translation>{name} beginnt nicht mit der Zeile {header}. Wählen Sie eine CSV-Datei, die HealthDesk geschrieben hat; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} does not say in which unit {subject} is. Give it with --unit {subject}=UNIT: {answers}. Nothing was imported.</source>
        <translation>{name} nennt die Einheit von {subject} nicht. Geben Sie sie mit --unit {subject}=UNIT an: {answers}. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} ends in the middle (line {line}): it was cut short when it was saved or copied. Export or copy it again; nothing was imported.</source>
        <translation>{name} endet mittendrin (Zeile {line}): die Datei wurde beim Speichern oder Kopieren abgeschnitten. Exportieren oder kopieren Sie sie noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message numerus="yes">
        <source>{name} has {n} readings now</source>
        <comment>{name} has {n} reading now</comment>
        <translation>
            <numerusform>{name} hat jetzt {n} Messwert</numerusform>
            <numerusform>{name} hat jetzt {n} Messwerte</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} holds a piece of text of over one megabyte near line {line}, which no Apple Health export does. Nothing was imported.</source>
        <translation>{name} enthält nahe Zeile {line} ein Stück Text von über einem Megabyte, was kein Export von Apple Health tut. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds a table whose columns HealthDesk does not know. Say what they hold in the window, or give --mapping FILE.json. Nothing was imported.</source>
        <translation>{name} enthält eine Tabelle, deren Spalten HealthDesk nicht kennt. Sagen Sie im Fenster, was sie enthalten, oder geben Sie --mapping DATEI.json an. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds more text than can be read at once. Save its tables as CSV and import those; nothing was imported.</source>
        <translation>{name} enthält mehr Text, als sich auf einmal lesen lässt. Speichern Sie die Tabellen als CSV und importieren Sie diese; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds more than {limit} files. Choose a folder further in; nothing was imported.</source>
        <translation>{name} enthält mehr als {limit} Dateien. Wählen Sie einen Ordner weiter innen; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds more than {limit} files. Unpack it first and choose a folder further in; nothing was imported.</source>
        <translation>{name} enthält mehr als {limit} Dateien. Entpacken Sie die Datei zuerst und wählen Sie einen Ordner weiter innen; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds no file that HealthDesk can read. Choose the file that your device or service made when you exported; nothing was imported.</source>
        <translation>{name} enthält keine Datei, die HealthDesk lesen kann. Wählen Sie die Datei, die Ihr Gerät oder Dienst beim Exportieren gemacht hat; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds no file that HealthDesk can read. Choose the folder or file of an export; nothing was imported.</source>
        <translation>{name} enthält keine Datei, die HealthDesk lesen kann. Wählen Sie den Ordner oder die Datei eines Exports; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} holds readings of several people. Say for each whose they are with --file-user: {answers}. Nothing was imported.</source>
        <translation>{name} enthält Messwerte mehrerer Personen. Sagen Sie mit --file-user für jede, wem sie gehören: {answers}. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a JSON file. Such a file holds no readings that HealthDesk can read; nothing was imported.</source>
        <translation>{name} ist eine JSON-Datei ohne Messwerte, die HealthDesk lesen kann; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a PDF document. Such a file holds no readings that HealthDesk can read; nothing was imported.</source>
        <translation>{name} ist ein PDF-Dokument ohne Messwerte, die HealthDesk lesen kann; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a damaged database. Make the export again; nothing was imported.</source>
        <translation>{name} ist eine beschädigte Datenbank. Erstellen Sie den Export noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a database file, but not Health Connect's. To bring back a backup use Restore. Nothing was imported.</source>
        <translation>{name} ist eine Datenbankdatei, aber keine von Health Connect. Eine Sicherung holen Sie mit Wiederherstellen zurück. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a folder, but a file is needed here. Choose the file itself.</source>
        <translation>{name} ist ein Ordner, hier wird aber eine Datei gebraucht. Wählen Sie die Datei selbst.</translation>
    </message>
    <message>
        <source>{name} is a picture. Such a file holds no readings that HealthDesk can read; nothing was imported.</source>
        <translation>{name} ist ein Bild ohne Messwerte, die HealthDesk lesen kann; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a web page, perhaps saved instead of the download itself. Download the file again; nothing was imported.</source>
        <translation>{name} ist eine Webseite, vielleicht statt des Downloads gespeichert. Laden Sie die Datei noch einmal herunter; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is a workbook that HealthDesk wrote, to be looked at in other programs. What it reads back is an export as CSV or JSON: import that, or give --mapping FILE.json. Nothing was imported.</source>
        <translation>{name} ist eine Arbeitsmappe, die HealthDesk zum Ansehen in anderen Programmen geschrieben hat. Zurücklesen lässt sich ein Export als CSV oder JSON: Importieren Sie den, oder geben Sie --mapping DATEI.json an. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is an XML file, but no Apple Health export. Choose the export.zip that the iPhone made, or the export.xml in it; nothing was imported.</source>
        <translation>{name} ist eine XML-Datei, aber kein Export von Apple Health. Wählen Sie die export.zip, die das iPhone gemacht hat, oder die export.xml darin; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is an office document. Save the table in it as CSV or XLSX; nothing was imported.</source>
        <translation>{name} ist ein Office-Dokument. Speichern Sie die Tabelle darin als CSV oder XLSX; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is back</source>
        <translation>{name} ist wieder da</translation>
    </message>
    <message>
        <source>{name} is broken at line {line}. Export it again; nothing was imported.</source>
        <translation>{name} ist in Zeile {line} fehlerhaft. Exportieren Sie noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is damaged or was cut short. Copy it from the device or the account again; nothing of it was imported.</source>
        <translation>{name} ist beschädigt oder abgeschnitten. Kopieren Sie die Datei noch einmal vom Gerät oder aus dem Konto; nichts daraus wurde importiert.</translation>
    </message>
    <message>
        <source>{name} is damaged or was cut short. Export or copy it again; nothing was imported.</source>
        <translation>{name} ist beschädigt oder abgeschnitten. Exportieren oder kopieren Sie die Datei noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is damaged, so the readings in it can't be read. Get the report again; nothing was imported.</source>
        <translation>{name} ist beschädigt, die Messwerte darin lassen sich nicht lesen. Besorgen Sie den Bericht noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is empty. Export it again; nothing was imported.</source>
        <translation>{name} ist leer. Exportieren Sie noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is locked with a password, so the readings in it can't be read. Save it without one and import that; nothing was imported.</source>
        <translation>{name} ist mit einem Kennwort gesperrt, deshalb lassen sich die Messwerte darin nicht lesen. Speichern Sie sie ohne Kennwort und importieren Sie diese; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is locked with a password. Unpack it first and choose the folder; nothing was imported.</source>
        <translation>{name} ist mit einem Passwort gesperrt. Entpacken Sie die Datei zuerst und wählen Sie den Ordner; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is nested deeper than any Apple Health export (line {line}). Nothing was imported.</source>
        <translation>{name} ist tiefer verschachtelt als jeder Export von Apple Health (Zeile {line}). Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is nested too deeply at item {item}, which no health export is. Nothing was imported.</source>
        <translation>{name} ist bei Element {item} zu tief verschachtelt, was kein Gesundheits-Export ist. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is no health export that HealthDesk knows. The guide lists the files it reads; nothing was imported.</source>
        <translation>{name} ist kein Gesundheitsexport, den HealthDesk kennt. Die Anleitung nennt die Dateien, die gelesen werden; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is no sound CSV from line {line} on: a quotation mark is missing or a cell is far too long. Nothing was imported.</source>
        <translation>{name} ist ab Zeile {line} keine gültige CSV: ein Anführungszeichen fehlt, oder eine Zelle ist viel zu lang. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is no sound JSON from item {item} on: it was cut off, or something else stands in it. Export or download it again; nothing was imported.</source>
        <translation>{name} ist ab Element {item} kein gültiges JSON: Die Datei ist abgeschnitten, oder es steht etwas anderes darin. Exportieren Sie sie noch einmal oder laden Sie sie neu herunter; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is no sound workbook: a part of it is missing or damaged. Open it in a spreadsheet program, save it again as XLSX and try that; nothing was imported.</source>
        <translation>{name} ist keine gültige Arbeitsmappe: Ein Teil fehlt oder ist beschädigt. Öffnen Sie sie in einer Tabellenkalkulation, speichern Sie sie neu als XLSX und versuchen Sie es damit; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is not of the format {format}. Leave --format out and the file tells its own. Nothing was imported.</source>
        <translation>{name} hat nicht das Format {format}. Ohne --format wird es an der Datei erkannt. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{name} is not saved as UTF-8 (near line {line}). Save it as UTF-8 and try again; nothing was imported.</source>
        <translation>{name} ist nicht als UTF-8 gespeichert (nahe Zeile {line}). Speichern Sie die Datei als UTF-8 und versuchen Sie es noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is packed in a way HealthDesk does not read. Unpack it first and choose the folder; nothing was imported.</source>
        <translation>{name} ist auf eine Art gepackt, die HealthDesk nicht liest. Entpacken Sie die Datei zuerst und wählen Sie den Ordner; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is packed in a way HealthDesk does not read. Unpack it first, or pack it as a zip; nothing was imported.</source>
        <translation>{name} ist auf eine Art gepackt, die HealthDesk nicht liest. Entpacken Sie die Datei zuerst, oder packen Sie sie als Zip; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is plain text. Such a file holds no readings that HealthDesk can read; nothing was imported.</source>
        <translation>{name} ist reiner Text ohne Messwerte, die HealthDesk lesen kann; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is saved as UTF-16. Save it as UTF-8 and try again; nothing was imported.</source>
        <translation>{name} ist als UTF-16 gespeichert. Speichern Sie die Datei als UTF-8 und versuchen Sie es noch einmal; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} is the clinical document that Apple adds to its export. Choose export.xml beside it, or the whole export.zip; nothing was imported.</source>
        <translation>{name} ist das klinische Dokument, das Apple dem Export beilegt. Wählen Sie export.xml daneben oder das ganze export.zip; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} may not be read by your user. Change its permissions or copy it elsewhere; nothing was imported.</source>
        <translation>{name} darf von Ihrem Benutzer nicht gelesen werden. Ändern Sie die Rechte oder kopieren Sie die Datei anderswohin; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} needs a value. `{command} --help` shows how it is written.</source>
        <translation>{name} braucht einen Wert. `{command} --help` zeigt, wie er geschrieben wird.</translation>
    </message>
    <message>
        <source>{name} needs more memory than this computer has. Nothing was imported.</source>
        <translation>{name} braucht mehr Speicher, als dieser Computer hat. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} of 0</source>
        <translation>{name} mit Wert 0</translation>
    </message>
    <message>
        <source>{name} of a whole day</source>
        <translation>{name} eines ganzen Tages</translation>
    </message>
    <message>
        <source>{name} of an earlier day</source>
        <translation>{name} eines früheren Tages</translation>
    </message>
    <message>
        <source>{name} of another stream</source>
        <translation>{name} aus einem anderen Datenstrom</translation>
    </message>
    <message numerus="yes">
        <source>{name} on {n} days.</source>
        <comment>{name} on {n} day.</comment>
        <translation>
            <numerusform>{name} an {n} Tag.</numerusform>
            <numerusform>{name} an {n} Tagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} takes a number, not {text}.</source>
        <translation>{name} braucht eine Zahl, nicht {text}.</translation>
    </message>
    <message>
        <source>{name} tells of a person in a way that can't be read. Nothing was imported.</source>
        <translation>{name} beschreibt eine Person so, dass es nicht lesbar ist. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} tells of a type in a way that can't be read. Nothing was imported.</source>
        <translation>{name} beschreibt eine Messgröße so, dass es nicht lesbar ist. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} that was not measured</source>
        <translation>{name} (nicht gemessen)</translation>
    </message>
    <message>
        <source>{name} told twice</source>
        <translation>{name} (doppelt genannt)</translation>
    </message>
    <message>
        <source>{name} unpacks to far more data than its size allows (over {limit} bytes). Such a file is not opened; nothing was imported.</source>
        <translation>{name} entpackt sich zu weit mehr Daten, als die Größe erlaubt (über {limit} Byte). Eine solche Datei wird nicht geöffnet; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} was added.</source>
        <translation>{name} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} was archived.</source>
        <translation>{name} wurde archiviert.</translation>
    </message>
    <message>
        <source>{name} was changed {writer} since. Undo would overwrite that. Nothing was changed.</source>
        <translation>{name} wurde inzwischen {writer} geändert. Das würde beim Rückgängigmachen überschrieben; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{name} was changed.</source>
        <translation>{name} wurde geändert.</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>{name} wurde entfernt.</translation>
    </message>
    <message>
        <source>{name} was written by a newer HealthDesk (version {version} of the format; this one knows {known}). Update HealthDesk; nothing was imported.</source>
        <translation>{name} stammt von einem neueren HealthDesk (Version {version} des Formats; dieses kennt {known}). Aktualisiere HealthDesk; es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>{name} without a value</source>
        <translation>{name} ohne Wert</translation>
    </message>
    <message>
        <source>{name} without carbohydrates</source>
        <translation>{name} ohne Kohlenhydrate</translation>
    </message>
    <message>
        <source>{name} without insulin</source>
        <translation>{name} ohne Insulin</translation>
    </message>
    <message numerus="yes">
        <source>{name} {n} times.</source>
        <comment>{name} {n} time.</comment>
        <translation>
            <numerusform>{name} {n}-mal.</numerusform>
            <numerusform>{name} {n}-mal.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}, place {n}</source>
        <translation>{name}, Platz {n}</translation>
    </message>
    <message>
        <source>{name}, place {n} of {all}</source>
        <translation>{name}, Platz {n} von {all}</translation>
    </message>
    <message>
        <source>{name}, printed {date}</source>
        <translation>{name}, gedruckt am {date}</translation>
    </message>
    <message>
        <source>{name}, week of {date}: nothing was due</source>
        <translation>{name}, Woche vom {date}: nichts war fällig</translation>
    </message>
    <message>
        <source>{name}, week of {date}: {done} done, {skipped} skipped, {missed} missed</source>
        <translation>{name}, Woche vom {date}: {done} erledigt, {skipped} ausgelassen, {missed} verpasst</translation>
    </message>
    <message numerus="yes">
        <source>{name}: NOTHING WAS TAKEN. All {n} readings were rejected.</source>
        <comment>{name}: NOTHING WAS TAKEN. Its only reading was rejected.</comment>
        <translation>
            <numerusform>{name}: ES WURDE NICHTS ÜBERNOMMEN. Der einzige Messwert wurde abgelehnt.</numerusform>
            <numerusform>{name}: ES WURDE NICHTS ÜBERNOMMEN. Alle {n} Messwerte wurden abgelehnt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: what comes back is not the same.</source>
        <translation>{name}: Was zurückkommt, ist nicht dasselbe.</translation>
    </message>
    <message>
        <source>{name}: {done} of {asked} done</source>
        <translation>{name}: {done} von {asked} erledigt</translation>
    </message>
    <message numerus="yes">
        <source>{name}: {n} readings come back the same to the byte.</source>
        <comment>{name}: {n} reading comes back the same to the byte.</comment>
        <translation>
            <numerusform>{name}: {n} Messwert kommt auf das Byte genau zurück.</numerusform>
            <numerusform>{name}: {n} Messwerte kommen auf das Byte genau zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {said}</source>
        <translation>{name}: {said}</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}: {state}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{night}, {start} to {end}. {figures}.</source>
        <translation>{night}, {start} bis {end}. {figures}.</translation>
    </message>
    <message>
        <source>{n} % done</source>
        <translation>{n} % geschafft</translation>
    </message>
    <message>
        <source>{n} a second</source>
        <translation>{n} pro Sekunde</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>{n} hinzugefügt</translation>
    </message>
    <message>
        <source>{n} already there or twice</source>
        <translation>{n} schon vorhanden oder doppelt</translation>
    </message>
    <message numerus="yes">
        <source>{n} chart notes</source>
        <comment>{n} chart note</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz</numerusform>
            <numerusform>{n} Diagrammnotizen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} chart notes are back.</source>
        <comment>{n} chart note is back.</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz ist wieder da.</numerusform>
            <numerusform>{n} Diagrammnotizen sind wieder da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} chart notes can't be read and were left out.</source>
        <comment>{n} chart note can't be read and was left out.</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz ist nicht lesbar und wurde ausgelassen.</numerusform>
            <numerusform>{n} Diagrammnotizen sind nicht lesbar und wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} chart notes deleted.</source>
        <comment>{n} chart note deleted.</comment>
        <translation>
            <numerusform>{n} Diagrammnotiz gelöscht.</numerusform>
            <numerusform>{n} Diagrammnotizen gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} could not be told</source>
        <translation>{n} nicht zugestellt</translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <comment>{n} day</comment>
        <translation>
            <numerusform>{n} Tag</numerusform>
            <numerusform>{n} Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days ago</source>
        <comment>{n} day ago</comment>
        <translation>
            <numerusform>vor {n} Tag</numerusform>
            <numerusform>vor {n} Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days in a row</source>
        <comment>{n} day in a row</comment>
        <translation>
            <numerusform>{n} Tag in Folge</numerusform>
            <numerusform>{n} Tage in Folge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days left</source>
        <comment>{n} day left</comment>
        <translation>
            <numerusform>noch {n} Tag</numerusform>
            <numerusform>noch {n} Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days overdue</source>
        <comment>{n} day overdue</comment>
        <translation>
            <numerusform>{n} Tag überfällig</numerusform>
            <numerusform>{n} Tage überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} entries are of kinds that are not kept: {kinds}.</source>
        <comment>{n} entry is of a kind that is not kept: {kinds}.</comment>
        <translation>
            <numerusform>{n} Eintrag ist von einer Art, die nicht behalten wird: {kinds}.</numerusform>
            <numerusform>{n} Einträge sind von Arten, die nicht behalten werden: {kinds}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} errors within a day: healthdesk logs --level error</source>
        <comment>{n} error within a day: healthdesk logs --level error</comment>
        <translation>
            <numerusform>{n} Fehler an einem Tag: healthdesk logs --level error</numerusform>
            <numerusform>{n} Fehler an einem Tag: healthdesk logs --level error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} evenings</source>
        <comment>{n} evening</comment>
        <translation>
            <numerusform>{n} Abend</numerusform>
            <numerusform>{n} Abende</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} evenings are missing</source>
        <comment>{n} evening is missing</comment>
        <translation>
            <numerusform>{n} Abend fehlt</numerusform>
            <numerusform>{n} Abende fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files can't be imported.</source>
        <comment>{n} file can't be imported.</comment>
        <translation>
            <numerusform>{n} Datei lässt sich nicht importieren.</numerusform>
            <numerusform>{n} Dateien lassen sich nicht importieren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files in it are of no kind that HealthDesk reads: {names}.</source>
        <comment>{n} file in it is of no kind that HealthDesk reads: {names}.</comment>
        <translation>
            <numerusform>{n} Datei darin ist von keiner Art, die HealthDesk liest: {names}.</numerusform>
            <numerusform>{n} Dateien darin sind von keiner Art, die HealthDesk liest: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files in the watched folder wait for answers.</source>
        <comment>{n} file in the watched folder waits for an answer.</comment>
        <translation>
            <numerusform>{n} Datei im überwachten Ordner wartet auf eine Antwort.</numerusform>
            <numerusform>{n} Dateien im überwachten Ordner warten auf Antworten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files in the watched folder were not imported: {names}.</source>
        <comment>{n} file in the watched folder was not imported: {names}.</comment>
        <translation>
            <numerusform>{n} Datei im beobachteten Ordner wurde nicht importiert: {names}.</numerusform>
            <numerusform>{n} Dateien im beobachteten Ordner wurden nicht importiert: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} goals</source>
        <comment>{n} goal</comment>
        <translation>
            <numerusform>{n} Ziel</numerusform>
            <numerusform>{n} Ziele</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} goals can't be read or are of types that are not there. They are left out.</source>
        <comment>{n} goal can't be read or is of a type that is not there. It is left out.</comment>
        <translation>
            <numerusform>{n} Ziel lässt sich nicht lesen oder ist von einer Messgröße, die es hier nicht gibt. Es bleibt weg.</numerusform>
            <numerusform>{n} Ziele lassen sich nicht lesen oder sind von Messgrößen, die es hier nicht gibt. Sie bleiben weg.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} goals reached.</source>
        <comment>{n} goal reached.</comment>
        <translation>
            <numerusform>{n} Ziel erreicht.</numerusform>
            <numerusform>{n} Ziele erreicht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} hours ago</source>
        <comment>{n} hour ago</comment>
        <translation>
            <numerusform>vor {n} Stunde</numerusform>
            <numerusform>vor {n} Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines written to {path}</source>
        <comment>{n} line written to {path}</comment>
        <translation>
            <numerusform>{n} Zeile nach {path} geschrieben</numerusform>
            <numerusform>{n} Zeilen nach {path} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes left</source>
        <comment>{n} minute left</comment>
        <translation>
            <numerusform>noch {n} Minute</numerusform>
            <numerusform>noch {n} Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} months in a row</source>
        <comment>{n} month in a row</comment>
        <translation>
            <numerusform>{n} Monat in Folge</numerusform>
            <numerusform>{n} Monate in Folge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more</source>
        <comment>{n} more</comment>
        <translation>
            <numerusform>{n} weitere</numerusform>
            <numerusform>{n} weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more questions follow.</source>
        <comment>{n} more question follows.</comment>
        <translation>
            <numerusform>Noch {n} Frage folgt.</numerusform>
            <numerusform>Noch {n} Fragen folgen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more…</source>
        <comment>{n} more…</comment>
        <translation>
            <numerusform>{n} weitere…</numerusform>
            <numerusform>{n} weitere…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mornings</source>
        <comment>{n} morning</comment>
        <translation>
            <numerusform>{n} Morgen</numerusform>
            <numerusform>{n} Morgen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mornings are missing</source>
        <comment>{n} morning is missing</comment>
        <translation>
            <numerusform>{n} Morgen fehlt</numerusform>
            <numerusform>{n} Morgen fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} neu</translation>
    </message>
    <message numerus="yes">
        <source>{n} new readings for {name}. Nothing is stored yet.</source>
        <comment>{n} new reading for {name}. Nothing is stored yet.</comment>
        <translation>
            <numerusform>{n} neuer Messwert für {name}. Noch ist nichts gespeichert.</numerusform>
            <numerusform>{n} neue Messwerte für {name}. Noch ist nichts gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new readings. Nothing is stored yet.</source>
        <comment>{n} new reading. Nothing is stored yet.</comment>
        <translation>
            <numerusform>{n} neuer Messwert. Noch ist nichts gespeichert.</numerusform>
            <numerusform>{n} neue Messwerte. Noch ist nichts gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} nights</source>
        <comment>{n} night</comment>
        <translation>
            <numerusform>{n} Nacht</numerusform>
            <numerusform>{n} Nächte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} nights by stage. Means: {figures}.</source>
        <comment>{n} night by stage. Means: {figures}.</comment>
        <translation>
            <numerusform>{n} Nacht nach Phasen. Mittel: {figures}.</numerusform>
            <numerusform>{n} Nächte nach Phasen. Mittel: {figures}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} nights in {unit}: lowest {low}, mean {mean}, highest {high}</source>
        <comment>{n} night in {unit}: lowest {low}, mean {mean}, highest {high}</comment>
        <translation>
            <numerusform>{n} Nacht in {unit}: niedrigste {low}, Mittel {mean}, höchste {high}</numerusform>
            <numerusform>{n} Nächte in {unit}: niedrigste {low}, Mittel {mean}, höchste {high}</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} not taken</source>
        <translation>{n} nicht übernommen</translation>
    </message>
    <message numerus="yes">
        <source>{n} notes</source>
        <comment>{n} note</comment>
        <translation>
            <numerusform>{n} Notiz</numerusform>
            <numerusform>{n} Notizen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} notes in all</source>
        <comment>{n} note in all</comment>
        <translation>
            <numerusform>{n} Notiz insgesamt</numerusform>
            <numerusform>{n} Notizen insgesamt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} notes removed for good</source>
        <comment>{n} note removed for good</comment>
        <translation>
            <numerusform>{n} Notiz endgültig entfernt</numerusform>
            <numerusform>{n} Notizen endgültig entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} von {all}</translation>
    </message>
    <message>
        <source>{n} of {most} characters</source>
        <translation>{n} von {most} Zeichen</translation>
    </message>
    <message numerus="yes">
        <source>{n} pages</source>
        <comment>{n} page</comment>
        <translation>
            <numerusform>{n} Seite</numerusform>
            <numerusform>{n} Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} parts</source>
        <comment>{n} part</comment>
        <translation>
            <numerusform>{n} Teil</numerusform>
            <numerusform>{n} Teile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} points</source>
        <comment>{n} point</comment>
        <translation>
            <numerusform>{n} Punkt</numerusform>
            <numerusform>{n} Punkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} questions are open.</source>
        <comment>{n} question is open.</comment>
        <translation>
            <numerusform>{n} Frage ist offen.</numerusform>
            <numerusform>{n} Fragen sind offen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings</source>
        <comment>{n} reading</comment>
        <translation>
            <numerusform>{n} Messwert</numerusform>
            <numerusform>{n} Messwerte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings a day</source>
        <comment>A reading a day</comment>
        <translation>
            <numerusform>Eine Messung am Tag</numerusform>
            <numerusform>{n} Messungen am Tag</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings are ahead of this computer's clock.</source>
        <comment>{n} reading is ahead of this computer's clock.</comment>
        <translation>
            <numerusform>{n} Messwert liegt vor der Uhr dieses Computers.</numerusform>
            <numerusform>{n} Messwerte liegen vor der Uhr dieses Computers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings can't be taken</source>
        <comment>{n} reading can't be taken</comment>
        <translation>
            <numerusform>{n} Messwert lässt sich nicht übernehmen</numerusform>
            <numerusform>{n} Messwerte lassen sich nicht übernehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings can't be taken.</source>
        <comment>{n} reading can't be taken.</comment>
        <translation>
            <numerusform>{n} Messwert lässt sich nicht übernehmen.</numerusform>
            <numerusform>{n} Messwerte lassen sich nicht übernehmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings in all</source>
        <comment>{n} reading in all</comment>
        <translation>
            <numerusform>insgesamt {n} Messwert</numerusform>
            <numerusform>insgesamt {n} Messwerte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings in {unit}: lowest {low}, mean {mean}, highest {high}</source>
        <comment>{n} reading in {unit}: lowest {low}, mean {mean}, highest {high}</comment>
        <translation>
            <numerusform>{n} Messwert in {unit}: niedrigster {low}, Mittel {mean}, höchster {high}</numerusform>
            <numerusform>{n} Messwerte in {unit}: niedrigster {low}, Mittel {mean}, höchster {high}</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} readings of one person are too many to travel in a report. Choose csv, json, fhir or backup.</source>
        <translation>{n} Messwerte einer Person sind zu viele, um in einem Bericht mitzureisen. Wählen Sie csv, json, fhir oder backup.</translation>
    </message>
    <message numerus="yes">
        <source>{n} readings of {user} were left out, as you chose.</source>
        <comment>{n} reading of {user} was left out, as you chose.</comment>
        <translation>
            <numerusform>{n} Messwert von {user} wurde wie gewünscht weggelassen.</numerusform>
            <numerusform>{n} Messwerte von {user} wurden wie gewünscht weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} readings on {days} days; {share} % of what a sensor gives in that time.</source>
        <translation>{n} Messwerte an {days} Tagen; {share} % dessen, was ein Sensor in der Zeit liefert.</translation>
    </message>
    <message numerus="yes">
        <source>{n} readings removed for good</source>
        <comment>{n} reading removed for good</comment>
        <translation>
            <numerusform>{n} Messwert endgültig entfernt</numerusform>
            <numerusform>{n} Messwerte endgültig entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings stay, since import {later} holds them too</source>
        <comment>{n} reading stays, since import {later} holds it too</comment>
        <translation>
            <numerusform>{n} Messwert bleibt, denn Import {later} enthält ihn ebenfalls</numerusform>
            <numerusform>{n} Messwerte bleiben, denn Import {later} enthält sie ebenfalls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings stay, since they were changed or binned after the import</source>
        <comment>{n} reading stays, since it was changed or binned after the import</comment>
        <translation>
            <numerusform>{n} Messwert bleibt, denn er wurde nach dem Import geändert oder in den Papierkorb gelegt</numerusform>
            <numerusform>{n} Messwerte bleiben, denn sie wurden nach dem Import geändert oder in den Papierkorb gelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings taken back</source>
        <comment>{n} reading taken back</comment>
        <translation>
            <numerusform>{n} Messwert zurückgenommen</numerusform>
            <numerusform>{n} Messwerte zurückgenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings were not taken</source>
        <comment>{n} reading was not taken</comment>
        <translation>
            <numerusform>{n} Messwert wurde nicht übernommen</numerusform>
            <numerusform>{n} Messwerte wurden nicht übernommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings were not taken.</source>
        <comment>{n} reading was not taken.</comment>
        <translation>
            <numerusform>{n} Messwert wurde nicht übernommen.</numerusform>
            <numerusform>{n} Messwerte wurden nicht übernommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings written to {name}</source>
        <comment>{n} reading written to {name}</comment>
        <translation>
            <numerusform>{n} Messwert nach {name} geschrieben</numerusform>
            <numerusform>{n} Messwerte nach {name} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings written to {path}</source>
        <comment>{n} reading written to {path}</comment>
        <translation>
            <numerusform>{n} Messwert in {path} geschrieben</numerusform>
            <numerusform>{n} Messwerte in {path} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} readings, {spread}</source>
        <comment>{n} reading</comment>
        <translation>
            <numerusform>{n} Messwert</numerusform>
            <numerusform>{n} Messwerte, {spread}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders</source>
        <comment>{n} reminder</comment>
        <translation>
            <numerusform>{n} Erinnerung</numerusform>
            <numerusform>{n} Erinnerungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders are done.</source>
        <comment>Done.</comment>
        <translation>
            <numerusform>Erledigt.</numerusform>
            <numerusform>{n} Erinnerungen sind erledigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders are due</source>
        <comment>{n} reminder is due</comment>
        <translation>
            <numerusform>{n} Erinnerung ist fällig</numerusform>
            <numerusform>{n} Erinnerungen sind fällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders are never due or can't be read. They are not in the file.</source>
        <comment>{n} reminder is never due or can't be read. It is not in the file.</comment>
        <translation>
            <numerusform>{n} Erinnerung ist nie fällig oder nicht lesbar. Sie steht nicht in der Datei.</numerusform>
            <numerusform>{n} Erinnerungen sind nie fällig oder nicht lesbar. Sie stehen nicht in der Datei.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders are skipped this time.</source>
        <comment>Skipped this time.</comment>
        <translation>
            <numerusform>Diesmal ausgelassen.</numerusform>
            <numerusform>{n} Erinnerungen sind diesmal ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders can't be read or are of types that are not there. They are left out.</source>
        <comment>{n} reminder can't be read or is of a type that is not there. It is left out.</comment>
        <translation>
            <numerusform>{n} Erinnerung ist nicht lesbar oder von einer Messgröße, die es nicht gibt. Sie wird ausgelassen.</numerusform>
            <numerusform>{n} Erinnerungen sind nicht lesbar oder von Messgrößen, die es nicht gibt. Sie werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders follow no rule that calendars know. Their next {times} times are in the file; export again after those.</source>
        <comment>{n} reminder follows no rule that calendars know. Its next {times} times are in the file; export again after those.</comment>
        <translation>
            <numerusform>{n} Erinnerung folgt keiner Regel, die Kalender kennen. Ihre nächsten {times} Termine stehen in der Datei; exportiere danach neu.</numerusform>
            <numerusform>{n} Erinnerungen folgen keiner Regel, die Kalender kennen. Ihre nächsten {times} Termine stehen in der Datei; exportiere danach neu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders were due</source>
        <comment>{n} reminder was due</comment>
        <translation>
            <numerusform>{n} Erinnerung war fällig</numerusform>
            <numerusform>{n} Erinnerungen waren fällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders written to {name}</source>
        <comment>{n} reminder written to {name}</comment>
        <translation>
            <numerusform>{n} Erinnerung nach {name} geschrieben</numerusform>
            <numerusform>{n} Erinnerungen nach {name} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} reminders written to {path}</source>
        <comment>{n} reminder written to {path}</comment>
        <translation>
            <numerusform>{n} Erinnerung nach {path} geschrieben</numerusform>
            <numerusform>{n} Erinnerungen nach {path} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} revisions missing: healthdesk db upgrade</source>
        <comment>{n} revision missing: healthdesk db upgrade</comment>
        <translation>
            <numerusform>{n} Schritt fehlt: healthdesk db upgrade</numerusform>
            <numerusform>{n} Schritte fehlen: healthdesk db upgrade</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} s late</source>
        <translation>{n} s zu spät</translation>
    </message>
    <message numerus="yes">
        <source>{n} seconds left</source>
        <comment>{n} second left</comment>
        <translation>
            <numerusform>noch {n} Sekunde</numerusform>
            <numerusform>noch {n} Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} sittings have only one reading.</source>
        <comment>{n} sitting has only one reading.</comment>
        <translation>
            <numerusform>{n} Sitzung hat nur einen Wert.</numerusform>
            <numerusform>{n} Sitzungen haben nur einen Wert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} stay, since later imports hold them too.</source>
        <comment>{n} stays, since a later import holds it too.</comment>
        <translation>
            <numerusform>{n} bleibt, denn ein späterer Import enthält ihn ebenfalls.</numerusform>
            <numerusform>{n} bleiben, denn spätere Importe enthalten sie ebenfalls.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} stay, since they were changed or binned after the import.</source>
        <comment>{n} stays, since it was changed or binned after the import.</comment>
        <translation>
            <numerusform>{n} bleibt, denn er wurde nach dem Import geändert oder in den Papierkorb gelegt.</numerusform>
            <numerusform>{n} bleiben, denn sie wurden nach dem Import geändert oder in den Papierkorb gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tables in it were passed over: {names}. Import them alone to say what they hold.</source>
        <comment>{n} table in it was passed over: {names}. Import it alone to say what it holds.</comment>
        <translation>
            <numerusform>{n} Tabelle darin wurde übergangen: {names}. Importieren Sie sie für sich, um zu sagen, was sie enthält.</numerusform>
            <numerusform>{n} Tabellen darin wurden übergangen: {names}. Importieren Sie sie für sich, um zu sagen, was sie enthalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times</source>
        <comment>{n} time</comment>
        <translation>
            <numerusform>{n}-mal</numerusform>
            <numerusform>{n}-mal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times before it were missed.</source>
        <comment>{n} time before it was missed.</comment>
        <translation>
            <numerusform>{n} Mal davor wurde verpasst.</numerusform>
            <numerusform>{n} Male davor wurden verpasst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} types</source>
        <comment>{n} type</comment>
        <translation>
            <numerusform>{n} Messgröße</numerusform>
            <numerusform>{n} Messgrößen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} types changed</source>
        <comment>{n} type changed</comment>
        <translation>
            <numerusform>{n} Messgröße geändert</numerusform>
            <numerusform>{n} Messgrößen geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} values far from their neighbours, counted all the same: {told}</source>
        <comment>{n} value far from its neighbours, counted all the same: {told}</comment>
        <translation>
            <numerusform>{n} Wert weit von seinen Nachbarn, trotzdem mitgezählt: {told}</numerusform>
            <numerusform>{n} Werte weit von ihren Nachbarn, trotzdem mitgezählt: {told}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} wait for an answer</source>
        <comment>{n} waits for an answer</comment>
        <translation>
            <numerusform>{n} wartet auf Antwort</numerusform>
            <numerusform>{n} warten auf Antwort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} weeks</source>
        <comment>{n} week</comment>
        <translation>
            <numerusform>{n} Woche</numerusform>
            <numerusform>{n} Wochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} weeks in a row</source>
        <comment>{n} week in a row</comment>
        <translation>
            <numerusform>{n} Woche in Folge</numerusform>
            <numerusform>{n} Wochen in Folge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{one} against {other}, {n} pairs. {figures}.</source>
        <comment>{one} against {other}, {n} pair. {figures}.</comment>
        <translation>
            <numerusform>{one} gegen {other}, {n} Paar. {figures}.</numerusform>
            <numerusform>{one} gegen {other}, {n} Paare. {figures}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{one} and {other} go together: high on the same days (r = {r}, {n} days).</source>
        <comment>{one} and {other} go together: high on the same days (r = {r}, {n} day).</comment>
        <translation>
            <numerusform>{one} und {other} gehen zusammen: hoch an denselben Tagen (r = {r}, {n} Tag).</numerusform>
            <numerusform>{one} und {other} gehen zusammen: hoch an denselben Tagen (r = {r}, {n} Tage).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{one} and {other} go together: one is low when the other is high (r = {r}, {n} days).</source>
        <comment>{one} and {other} go together: one is low when the other is high (r = {r}, {n} day).</comment>
        <translation>
            <numerusform>{one} und {other} gehen zusammen: das eine ist niedrig, wenn das andere hoch ist (r = {r}, {n} Tag).</numerusform>
            <numerusform>{one} und {other} gehen zusammen: das eine ist niedrig, wenn das andere hoch ist (r = {r}, {n} Tage).</numerusform>
        </translation>
    </message>
    <message>
        <source>{one} and {other} say different things. Give one of them.</source>
        <translation>{one} und {other} sagen Verschiedenes. Geben Sie eins davon an.</translation>
    </message>
    <message>
        <source>{option} {value}: that can't be read. It takes {takes}.</source>
        <translation>{option} {value}: Das lässt sich nicht lesen. Erwartet wird {takes}.</translation>
    </message>
    <message>
        <source>{pace} a week</source>
        <translation>{pace} pro Woche</translation>
    </message>
    <message>
        <source>{part} can be {high} {unit} at most. Check the number and the unit.</source>
        <translation>{part} kann höchstens {high} {unit} sein. Prüfen Sie Zahl und Einheit.</translation>
    </message>
    <message>
        <source>{part} can only be between {low} and {high} {unit}. Check the number and the unit.</source>
        <translation>{part} kann nur zwischen {low} und {high} {unit} liegen. Prüfen Sie Zahl und Einheit.</translation>
    </message>
    <message>
        <source>{part} in the range {range} mmHg</source>
        <translation>{part} im Bereich {range} mmHg</translation>
    </message>
    <message>
        <source>{part} in {unit} lies between {low} and {high}. This looks like a share of 1: {percent} % may be meant.</source>
        <translation>{part} in {unit} liegt zwischen {low} und {high}. Das sieht nach einem Anteil von 1 aus: gemeint sind vielleicht {percent} %.</translation>
    </message>
    <message>
        <source>{part} in {unit} lies between {low} and {high}. This looks like {likely}: check the unit.</source>
        <translation>{part} in {unit} liegt zwischen {low} und {high}. Das sieht nach {likely} aus: prüfen Sie die Einheit.</translation>
    </message>
    <message>
        <source>{part} must be at least {low} {unit}. Check the number and the unit.</source>
        <translation>{part} muss mindestens {low} {unit} sein. Prüfen Sie Zahl und Einheit.</translation>
    </message>
    <message>
        <source>{part} range {range}</source>
        <translation>{part}: Bereich {range}</translation>
    </message>
    <message>
        <source>{part}: how much</source>
        <translation>{part}: wie viel</translation>
    </message>
    <message>
        <source>{part}: time</source>
        <translation>{part}: Uhrzeit</translation>
    </message>
    <message>
        <source>{part}: unusual for {unit}. Was {likely} meant?</source>
        <translation>{part}: ungewöhnlich für {unit}. War {likely} gemeint?</translation>
    </message>
    <message>
        <source>{part}: unusually high (above {high} {unit}). Is it right?</source>
        <translation>{part}: ungewöhnlich hoch (über {high} {unit}). Stimmt das?</translation>
    </message>
    <message>
        <source>{part}: unusually long (above {high}). Is it right?</source>
        <translation>{part}: ungewöhnlich lang (über {high}). Stimmt das?</translation>
    </message>
    <message>
        <source>{part}: unusually low (below {low} {unit}). Is it right?</source>
        <translation>{part}: ungewöhnlich niedrig (unter {low} {unit}). Stimmt das?</translation>
    </message>
    <message>
        <source>{part}: unusually short (below {low}). Is it right?</source>
        <translation>{part}: ungewöhnlich kurz (unter {low}). Stimmt das?</translation>
    </message>
    <message>
        <source>{path} belongs to another program. It was left alone; choose another data folder.</source>
        <translation>{path} gehört einem anderen Programm. Es blieb unberührt; wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{path} belongs to the database itself. Choose another file for the export; nothing was changed.</source>
        <translation>{path} gehört zur Datenbank selbst. Wählen Sie für den Export eine andere Datei; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{path} can't be written, so HealthDesk does not start with the session. Check the rights on the folder. The setting itself was kept.</source>
        <translation>{path} lässt sich nicht schreiben, daher startet HealthDesk nicht mit der Sitzung. Die Rechte des Ordners prüfen. Die Einstellung selbst blieb erhalten.</translation>
    </message>
    <message>
        <source>{path} can't be written. Check the disk and the folder. Nothing was lost.</source>
        <translation>{path} lässt sich nicht schreiben. Prüfen Sie Datenträger und Ordner. Es ging nichts verloren.</translation>
    </message>
    <message>
        <source>{path} is a file, but a folder is needed there. Choose another folder with --data-dir.</source>
        <translation>{path} ist eine Datei, dort wird aber ein Ordner gebraucht. Wählen Sie mit --data-dir einen anderen.</translation>
    </message>
    <message>
        <source>{path} is not a backup of this program. Nothing was changed.</source>
        <translation>{path} ist keine Sicherung dieses Programms. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{path} is not a database of this program. It was left alone; move it away or choose another data folder.</source>
        <translation>{path} ist keine Datenbank dieses Programms. Sie blieb unberührt; verschieben Sie sie, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>{path} is the database itself. Choose another file for the backup.</source>
        <translation>{path} ist die Datenbank selbst. Wählen Sie eine andere Datei für die Sicherung.</translation>
    </message>
    <message>
        <source>{rate} (estimated from the age)</source>
        <translation>{rate} (aus dem Alter geschätzt)</translation>
    </message>
    <message>
        <source>{rate} a week</source>
        <translation>{rate} je Woche</translation>
    </message>
    <message>
        <source>{row}, longest {n}</source>
        <translation>{row}, längste Folge {n}</translation>
    </message>
    <message>
        <source>{second} must be lower than {first}. Check whether the two numbers changed places.</source>
        <translation>{second} muss niedriger sein als {first}. Prüfen Sie, ob die beiden Zahlen vertauscht sind.</translation>
    </message>
    <message>
        <source>{share} %  {left} s left</source>
        <translation>{share} %  noch {left} s</translation>
    </message>
    <message>
        <source>{share} %  {rows} readings  {speed} a second  {left} s left</source>
        <translation>{share} %  {rows} Messwerte  {speed} je Sekunde  noch {left} s</translation>
    </message>
    <message>
        <source>{sitting}: {have} of {need} readings</source>
        <translation>{sitting}: {have} von {need} Werten</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} frei</translation>
    </message>
    <message numerus="yes">
        <source>{size} in {n} backups</source>
        <comment>{size} in {n} backup</comment>
        <translation>
            <numerusform>{size} in {n} Sicherung</numerusform>
            <numerusform>{size} in {n} Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{source} tells that time</source>
        <translation>{source} meldet diese Zeit</translation>
    </message>
    <message>
        <source>{source}, not confirmed</source>
        <translation>{source}, nicht bestätigt</translation>
    </message>
    <message>
        <source>{source}: {stage}</source>
        <translation>{source}: {stage}</translation>
    </message>
    <message>
        <source>{start} – {end}</source>
        <translation>{start} – {end}</translation>
    </message>
    <message>
        <source>{text} is missing. `{command} --help` shows how it is written.</source>
        <translation>{text} fehlt. `{command} --help` zeigt, wie es geschrieben wird.</translation>
    </message>
    <message>
        <source>{text} is not possible in the usual unit of {type}. If it is meant in {units}, add the unit.</source>
        <translation>{text} ist in der üblichen Einheit von {type} nicht möglich. Ist es in {units} gemeint, ergänzen Sie die Einheit.</translation>
    </message>
    <message>
        <source>{text} is not taken here. `{command} --help` shows what is.</source>
        <translation>{text} gilt hier nicht. `{command} --help` zeigt, was möglich ist.</translation>
    </message>
    <message>
        <source>{text} {unit} can be several kinds of reading. Write which one.</source>
        <translation>{text} {unit} kann mehrere Messgrößen sein. Schreiben Sie, welche.</translation>
    </message>
    <message>
        <source>{text}, {n} selected</source>
        <translation>{text}, {n} ausgewählt</translation>
    </message>
    <message>
        <source>{time} did not exist on {date}: the clocks were put forward. Choose what is meant.</source>
        <translation>{time} gab es am {date} nicht: die Uhren wurden vorgestellt. Wählen Sie, was gemeint ist.</translation>
    </message>
    <message>
        <source>{time} happened twice on {date}: the clocks were put back. Choose which one is meant.</source>
        <translation>{time} gab es am {date} zweimal: die Uhren wurden zurückgestellt. Wählen Sie, welche gemeint ist.</translation>
    </message>
    <message>
        <source>{time} is still ahead today, so yesterday is meant ({date}).</source>
        <translation>{time} kommt heute erst noch, also ist gestern gemeint ({date}).</translation>
    </message>
    <message>
        <source>{time} is still to come. Check the date and the time.</source>
        <translation>{time} liegt noch in der Zukunft. Prüfen Sie Datum und Zeit.</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>{time} zu spät</translation>
    </message>
    <message>
        <source>{time}: this note was changed {writer} since. Undo would overwrite that. Nothing was changed.</source>
        <translation>{time}: Diese Notiz wurde inzwischen {writer} geändert. Das würde beim Rückgängigmachen überschrieben; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{title}, due {time}</source>
        <translation>{title}, fällig {time}</translation>
    </message>
    <message>
        <source>{type} (of 10)</source>
        <translation>{type} (von 10)</translation>
    </message>
    <message>
        <source>{type} (right)</source>
        <translation>{type} (rechts)</translation>
    </message>
    <message numerus="yes">
        <source>{type} by time of day, {n} days. {figures}.</source>
        <comment>{type} by time of day, {n} day. {figures}.</comment>
        <translation>
            <numerusform>{type} nach Tageszeit, {n} Tag. {figures}.</numerusform>
            <numerusform>{type} nach Tageszeit, {n} Tage. {figures}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{type} can't be given in “{unit}”. Use one of: {units}.</source>
        <translation>{type} kann nicht in „{unit}“ angegeben werden. Möglich sind: {units}.</translation>
    </message>
    <message>
        <source>{type} can't last longer than {hours} hours. Check the two times.</source>
        <translation>{type} kann nicht länger als {hours} Stunden dauern. Prüfen Sie die beiden Zeiten.</translation>
    </message>
    <message>
        <source>{type} from {start} to {end}: no readings.</source>
        <translation>{type} von {start} bis {end}: keine Messwerte.</translation>
    </message>
    <message numerus="yes">
        <source>{type} from {start} to {end}: {n} days, total {total}, lowest {lowest}, highest {highest}, mean {mean}.</source>
        <comment>{type} from {start} to {end}: {n} day, total {total}, lowest {lowest}, highest {highest}, mean {mean}.</comment>
        <translation>
            <numerusform>{type} von {start} bis {end}: {n} Tag, Summe {total}, niedrigster {lowest}, höchster {highest}, Mittel {mean}.</numerusform>
            <numerusform>{type} von {start} bis {end}: {n} Tage, Summe {total}, niedrigster {lowest}, höchster {highest}, Mittel {mean}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type} from {start} to {end}: {n} readings, lowest {lowest}, highest {highest}, mean {mean}.</source>
        <comment>{type} from {start} to {end}: {n} reading, lowest {lowest}, highest {highest}, mean {mean}.</comment>
        <translation>
            <numerusform>{type} von {start} bis {end}: {n} Messwert, niedrigster {lowest}, höchster {highest}, Mittel {mean}.</numerusform>
            <numerusform>{type} von {start} bis {end}: {n} Messwerte, niedrigster {lowest}, höchster {highest}, Mittel {mean}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{type} has a beginning and an end; enter it in the form or import it.</source>
        <translation>{type} hat Anfang und Ende; geben Sie es im Formular ein oder importieren Sie es.</translation>
    </message>
    <message>
        <source>{type} has no total of a day, so there is nothing to explain. Choose a type such as steps or sleep duration.</source>
        <translation>{type} hat keine Tagessumme, also gibt es nichts zu erklären. Wählen Sie einen Typ wie Schritte oder Schlafdauer.</translation>
    </message>
    <message>
        <source>{type} has no totals: each reading stands for itself.</source>
        <translation>{type} hat keine Summen: Jeder Messwert steht für sich.</translation>
    </message>
    <message>
        <source>{type} is one number. Remove the second one.</source>
        <translation>{type} ist eine Zahl. Entfernen Sie die zweite.</translation>
    </message>
    <message>
        <source>{type} is worked out from other readings and can't be entered. Enter those instead.</source>
        <translation>{type} wird aus anderen Messwerten berechnet und kann nicht eingegeben werden. Geben Sie stattdessen diese ein.</translation>
    </message>
    <message>
        <source>{type} needs a beginning and an end. Give both times.</source>
        <translation>{type} braucht Anfang und Ende. Geben Sie beide Zeiten an.</translation>
    </message>
    <message numerus="yes">
        <source>{type} of {n} years. Means: {means}.</source>
        <comment>{type} of {n} year. Means: {means}.</comment>
        <translation>
            <numerusform>{type} aus {n} Jahr. Mittel: {means}.</numerusform>
            <numerusform>{type} aus {n} Jahren. Mittel: {means}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{type} takes whole numbers only. Round it.</source>
        <translation>{type} nimmt nur ganze Zahlen. Runden Sie.</translation>
    </message>
    <message>
        <source>{type} {value}, {day}</source>
        <translation>{type} {value}, {day}</translation>
    </message>
    <message>
        <source>{type}, {date}</source>
        <translation>{type}, {date}</translation>
    </message>
    <message>
        <source>{type}, {time}: this reading was changed {writer} since. Undo would overwrite that. Nothing was changed.</source>
        <translation>{type}, {time}: Dieser Messwert wurde inzwischen {writer} geändert. Das würde beim Rückgängigmachen überschrieben; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{type}: both (128/82)</source>
        <translation>{type}: beide (128/82)</translation>
    </message>
    <message>
        <source>{type}: far from this person's own readings, and like those of {other}. Is it really this person's?</source>
        <translation>{type}: weit entfernt von den Werten dieser Person, aber wie die von {other}. Gehört der Wert wirklich dieser Person?</translation>
    </message>
    <message>
        <source>{type}: far from this person's own readings. Is it really this person's?</source>
        <translation>{type}: weit entfernt von den Werten dieser Person. Gehört der Wert wirklich dieser Person?</translation>
    </message>
    <message numerus="yes">
        <source>{type}: nothing recorded for {n} days.</source>
        <comment>{type}: nothing recorded for {n} day.</comment>
        <translation>
            <numerusform>{type}: seit {n} Tag nichts erfasst.</numerusform>
            <numerusform>{type}: seit {n} Tagen nichts erfasst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type}: now going down by {slope} a week, {n} days.</source>
        <comment>{type}: now going down by {slope} a week, {n} day.</comment>
        <translation>
            <numerusform>{type}: nun um {slope} je Woche sinkend, {n} Tag.</numerusform>
            <numerusform>{type}: nun um {slope} je Woche sinkend, {n} Tage.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type}: now going up by {slope} a week, {n} days.</source>
        <comment>{type}: now going up by {slope} a week, {n} day.</comment>
        <translation>
            <numerusform>{type}: nun um {slope} je Woche steigend, {n} Tag.</numerusform>
            <numerusform>{type}: nun um {slope} je Woche steigend, {n} Tage.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type}: recorded {n} days in a row, the longest streak in a year.</source>
        <comment>{type}: recorded {n} day in a row, the longest streak in a year.</comment>
        <translation>
            <numerusform>{type}: {n} Tag in Folge erfasst, die längste Serie seit einem Jahr.</numerusform>
            <numerusform>{type}: {n} Tage in Folge erfasst, die längste Serie seit einem Jahr.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type}: still going down by {slope} a week, {n} days.</source>
        <comment>{type}: still going down by {slope} a week, {n} day.</comment>
        <translation>
            <numerusform>{type}: weiterhin um {slope} je Woche sinkend, {n} Tag.</numerusform>
            <numerusform>{type}: weiterhin um {slope} je Woche sinkend, {n} Tage.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type}: still going up by {slope} a week, {n} days.</source>
        <comment>{type}: still going up by {slope} a week, {n} day.</comment>
        <translation>
            <numerusform>{type}: weiterhin um {slope} je Woche steigend, {n} Tag.</numerusform>
            <numerusform>{type}: weiterhin um {slope} je Woche steigend, {n} Tage.</numerusform>
        </translation>
    </message>
    <message>
        <source>{type}: {after} since {date}, before that {before}.</source>
        <translation>{type}: {after} seit {date}, davor {before}.</translation>
    </message>
    <message>
        <source>{type}: {mean} in the last 7 days, {change} against the 7 days before; usual is up to {usual}.</source>
        <translation>{type}: {mean} in den letzten 7 Tagen, {change} gegenüber den 7 Tagen davor; üblich sind bis zu {usual}.</translation>
    </message>
    <message>
        <source>{type}: {part}</source>
        <translation>{type}: {part}</translation>
    </message>
    <message>
        <source>{type}: {share} % of days in the typical range in the last 28 days, {before} % in the 28 days before.</source>
        <translation>{type}: {share} % der Tage im typischen Bereich in den letzten 28 Tagen, {before} % in den 28 Tagen davor.</translation>
    </message>
    <message>
        <source>{type}: {share} % of the time in range in the last 28 days, {before} % in the 28 days before.</source>
        <translation>{type}: {share} % der Zeit im Bereich in den letzten 28 Tagen, {before} % in den 28 Tagen davor.</translation>
    </message>
    <message numerus="yes">
        <source>{type}: {size} higher on weekends than on weekdays, {n} weeks.</source>
        <comment>{type}: {size} higher on weekends than on weekdays, {n} week.</comment>
        <translation>
            <numerusform>{type}: am Wochenende um {size} höher als an Werktagen, {n} Woche.</numerusform>
            <numerusform>{type}: am Wochenende um {size} höher als an Werktagen, {n} Wochen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{type}: {size} lower on weekends than on weekdays, {n} weeks.</source>
        <comment>{type}: {size} lower on weekends than on weekdays, {n} week.</comment>
        <translation>
            <numerusform>{type}: am Wochenende um {size} niedriger als an Werktagen, {n} Woche.</numerusform>
            <numerusform>{type}: am Wochenende um {size} niedriger als an Werktagen, {n} Wochen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{type}: {value} on {date} is far from the readings around it (middle {middle}).</source>
        <translation>{type}: {value} am {date} liegt weit entfernt von den Messungen ringsum (Mitte {middle}).</translation>
    </message>
    <message>
        <source>{value} ({low} to {high} in nine of ten cases)</source>
        <translation>{value} ({low} bis {high} in neun von zehn Fällen)</translation>
    </message>
    <message>
        <source>{value} at {time}</source>
        <translation>{value} um {time}</translation>
    </message>
    <message>
        <source>{value} this month</source>
        <translation>{value} diesen Monat</translation>
    </message>
    <message>
        <source>{value} this week</source>
        <translation>{value} diese Woche</translation>
    </message>
    <message>
        <source>{value} today</source>
        <translation>{value} heute</translation>
    </message>
    <message>
        <source>{value}, from {start}</source>
        <translation>{value}, von {start}</translation>
    </message>
    <message numerus="yes">
        <source>{value}; within on {inside} of {n} days</source>
        <comment>{value}; within on {inside} of {n} day</comment>
        <translation>
            <numerusform>{value}; an {inside} von {n} Tag im Bereich</numerusform>
            <numerusform>{value}; an {inside} von {n} Tagen im Bereich</numerusform>
        </translation>
    </message>
    <message>
        <source>{verdict}, {mean}</source>
        <translation>{verdict}, {mean}</translation>
    </message>
    <message>
        <source>{way} failed</source>
        <translation>{way} ging nicht</translation>
    </message>
    <message>
        <source>{way}: works</source>
        <translation>{way}: geht</translation>
    </message>
    <message>
        <source>{way}: works, and can be answered there</source>
        <translation>{way}: geht und kann dort beantwortet werden</translation>
    </message>
    <message>
        <source>{way}: {why}</source>
        <translation>{way}: {why}</translation>
    </message>
    <message>
        <source>{weekday}, {date}</source>
        <translation>{weekday}, {date}</translation>
    </message>
    <message>
        <source>{year} so far</source>
        <translation>{year} bisher</translation>
    </message>
    <message>
        <source>“{column}” can't hold {slug}: there is no such type to enter. Choose another.</source>
        <translation>„{column}“ kann {slug} nicht enthalten: Einen solchen Typ gibt es nicht zur Eingabe. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>“{column}” has the same role as another column. Choose one of the two.</source>
        <translation>„{column}“ hat dieselbe Rolle wie eine andere Spalte. Wählen Sie eine der beiden.</translation>
    </message>
    <message>
        <source>“{column}” holds a type of one number. Leave the part out.</source>
        <translation>„{column}“ enthält einen Typ mit einer Zahl. Lassen Sie den Teil weg.</translation>
    </message>
    <message>
        <source>“{column}” holds a value, but not of what. Choose its type, or the column that tells it.</source>
        <translation>„{column}“ enthält einen Wert, aber nicht wovon. Wählen Sie den Typ oder die Spalte, die ihn nennt.</translation>
    </message>
    <message>
        <source>“{column}” is one part of two. Choose the columns of both parts.</source>
        <translation>„{column}“ ist ein Teil von zweien. Wählen Sie die Spalten beider Teile.</translation>
    </message>
    <message>
        <source>“{comparator}” can't stand before a value. Leave it out, or use &lt; or &gt;.</source>
        <translation>„{comparator}“ kann nicht vor einem Wert stehen. Lassen Sie es weg, oder verwenden Sie &lt; oder &gt;.</translation>
    </message>
    <message>
        <source>“{format}” is not read back. Choose csv, json, fhir, pdf or backup.</source>
        <translation>„{format}“ wird nicht zurückgelesen. Möglich sind csv, json, fhir, pdf oder backup.</translation>
    </message>
    <message>
        <source>“{given}” is no unit in which {subject} could be in {name}. Give another with --unit {subject}=UNIT: {answers}. Nothing was imported.</source>
        <translation>„{given}“ ist keine Einheit, in der {subject} in {name} stehen könnte. Geben Sie mit --unit {subject}=EINHEIT eine andere an: {answers}. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>“{kind}” is hidden.</source>
        <translation>„{kind}“ ist ausgeblendet.</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>„{name}“</translation>
    </message>
    <message>
        <source>“{name}” in the watched folder was not imported. {why}</source>
        <translation>„{name}“ im beobachteten Ordner wurde nicht importiert. {why}</translation>
    </message>
    <message>
        <source>“{name}” is revoked.</source>
        <translation>„{name}“ ist widerrufen.</translation>
    </message>
    <message>
        <source>“{note}”</source>
        <translation>„{note}“</translation>
    </message>
    <message>
        <source>“{text}” at the end is taken as the time, not as part of the note.</source>
        <translation>„{text}“ am Ende gilt als Zeit, nicht als Teil der Notiz.</translation>
    </message>
    <message>
        <source>“{text}” can mean several kinds of reading. Choose one.</source>
        <translation>„{text}“ kann mehrere Messgrößen meinen. Wählen Sie eine.</translation>
    </message>
    <message>
        <source>“{text}” cannot be read as a number. Write it like 81.4, without other signs.</source>
        <translation>„{text}“ ist nicht als Zahl lesbar. Schreiben Sie sie wie 81,4, ohne andere Zeichen.</translation>
    </message>
    <message>
        <source>“{text}” is no date that can be chosen here. Write it like {one} or {other}.</source>
        <translation>„{text}“ ist kein Datum, das hier gewählt werden kann. Schreiben Sie es wie {one} oder {other}.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write it as 2027-03-01.</source>
        <translation>„{text}“ ist kein Datum. Schreiben Sie es als 2027-03-01.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write it like 12 Nov 2026 or 2026-11-12.</source>
        <translation>„{text}“ ist kein Datum. Schreiben Sie es wie 12. Nov 2026 oder 2026-11-12.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Write it like 8 Nov 2026 or 2026-11-08.</source>
        <translation>„{text}“ ist kein Datum. Schreiben Sie es wie 8. Nov. 2026 oder 2026-11-08.</translation>
    </message>
    <message>
        <source>“{text}” is no kind of reading that is known here. Check how it is spelt, or make a type of your own.</source>
        <translation>„{text}“ ist hier keine bekannte Messgröße. Prüfen Sie die Schreibweise, oder legen Sie eine eigene an.</translation>
    </message>
    <message>
        <source>“{text}” is no number. Write digits, such as 75 or 75.5.</source>
        <translation>„{text}“ ist keine Zahl. Schreiben Sie Ziffern, etwa 75 oder 75.5.</translation>
    </message>
    <message>
        <source>“{text}” is no offset from UTC. Use −12:00 to +14:00.</source>
        <translation>„{text}“ ist kein Abstand von UTC. Möglich ist −12:00 bis +14:00.</translation>
    </message>
    <message>
        <source>“{text}” is no time of day. Use 0:00 to 23:59, or 1:00 to 12:59 with am or pm.</source>
        <translation>„{text}“ ist keine Uhrzeit. Möglich ist 0:00 bis 23:59, oder 1:00 bis 12:59 mit am oder pm.</translation>
    </message>
    <message>
        <source>“{text}” is not clear. Write from when to when with both clock times, such as 23:00 to 6:30, or how long it was, such as 7h20.</source>
        <translation>„{text}“ ist nicht eindeutig. Schreiben Sie von wann bis wann mit beiden Uhrzeiten, etwa 23:00 bis 6:30, oder wie lange es war, etwa 7h20.</translation>
    </message>
    <message>
        <source>“{text}” is {date} or {other_date}. Choose which one is meant; the settings have the order of dates.</source>
        <translation>„{text}“ ist {date} oder {other_date}. Wählen Sie, was gemeint ist; die Reihenfolge von Datumsangaben steht in den Einstellungen.</translation>
    </message>
    <message>
        <source>“{text}” names no exact time. Write the clock time, for example: yesterday 21:00</source>
        <translation>„{text}“ nennt keine genaue Zeit. Schreiben Sie die Uhrzeit, zum Beispiel: gestern 21:00</translation>
    </message>
    <message>
        <source>“{text}” stays in the note and is not recorded as a reading. Enter it on its own if it is one.</source>
        <translation>„{text}“ bleibt in der Notiz und wird nicht als Messwert gespeichert. Geben Sie es für sich ein, wenn es einer ist.</translation>
    </message>
    <message>
        <source>“{text}” stays in the note. To set the time, write it right after the value.</source>
        <translation>„{text}“ bleibt in der Notiz. Soll es die Zeit sein, schreiben Sie es gleich hinter den Wert.</translation>
    </message>
</context>
</TS>
