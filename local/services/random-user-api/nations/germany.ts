import { list } from '../list.ts';
import { dayMonthYear, fiveDigits, type IdHolder, type Nation } from './nation.ts';

export const germany: Nation = {
  country: 'Germany',
  firstNames: {
    female: list(`Anneliese, Bärbel, Cordula, Dörte, Edeltraud, Frauke, Gerda, Heidemarie, Ingeborg, Jördis, Käthe,
      Liselotte, Mechthild, Nele, Ottilie, Petra, Renate, Sieglinde, Theresia, Wiebke`),
    male: list(`Albrecht, Burkhard, Claus-Dieter, Detlef, Eckhard, Friedhelm, Günther, Hans-Jürgen, Ingo, Jörg,
      Karl-Heinz, Lothar, Matthäus, Norbert, Ortwin, Rüdiger, Sönke, Torsten, Volker, Wolfgang`),
  },
  lastNames: list(`Ackermann, Böhm, Dietrich, Engelhardt, Fröhlich, Groß, Höfer, Jäger, Krämer, Löffler,
    Müller-Lüdenscheidt, Nußbaum, Öztürk, Pohl, Rößler, Schäfer, Töpfer, Uhlig, Völker, Weiß, Zöllner`),
  cities: list(`Aschaffenburg, Böblingen, Cottbus, Düren, Eschweiler, Fürth, Göttingen, Halle (Saale), Itzehoe, Jülich,
    Köln, Lübeck, Mülheim an der Ruhr, Neuß, Offenbach am Main, Plön, Quedlinburg, Saarbrücken, Tübingen, Wülfrath`),
  states: list(`Baden-Württemberg, Bayern, Brandenburg, Bremen, Hessen, Mecklenburg-Vorpommern, Rheinland-Pfalz,
    Saarland, Sachsen, Sachsen-Anhalt, Thüringen`),
  streets: list(`Ahornweg, Beethovenstraße, Am Mühlbach, Dorfstraße, Finkenweg, Goethestraße, Hauptstraße, Jahnstraße,
    Kirchplatz, Lindenallee, Mozartstraße, Schillerstraße, Talstraße, Waldweg`),
  postcode: fiveDigits,
  phone: ['0###-#######'],
  cell: ['017#-#######'],
  id: { name: 'SVNR', pattern: pensionNumber },
};

/** An office, the birthday, the initial and a serial number, which is from 50 for a woman. */
function pensionNumber({ born, gender, lastName }: IdHolder): string {
  return `1# ${dayMonthYear(born)} ${lastName.charAt(0)} ${gender === 'female' ? 6 : 3}##`;
}
