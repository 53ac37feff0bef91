import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

// In Latin script with its diacritics, as the API has it.
export const serbia: Nation = {
  country: 'Serbia',
  firstNames: {
    female: list(`Anđela, Biljana, Cveta, Dušanka, Đurđica, Gordana, Hristina, Iva, Jovana, Katarina, Ljiljana, Milica,
      Nada, Olivera, Radmila, Slađana, Tijana, Vesna, Zorica, Živka`),
    male: list(`Aleksandar, Branislav, Časlav, Dragiša, Đorđe, Filip, Goran, Igor, Jovan, Kosta, Lazar, Miloš, Nebojša,
      Ognjen, Predrag, Radoš, Slobodan, Uroš, Vuk, Željko`),
  },
  lastNames: list(`Aleksić, Božović, Cvetković, Čolić, Ćirić, Dragović, Đurić, Filipović, Gajić, Ilić, Jevtić, Kostić,
    Lazarević, Marković, Nikolić, Obradović, Petrović, Rašković, Stanković, Šarić, Todorović, Vujić, Živković`),
  cities: list(`Aranđelovac, Bačka Palanka, Čačak, Despotovac, Gornji Milanovac, Inđija, Jagodina, Kraljevo, Leskovac,
    Mali Zvornik, Niš, Obrenovac, Pančevo, Ruma, Smederevo, Šabac, Užice, Vršac, Zaječar, Žitište`),
  states: list(`Bor, Central Banat, Jablanica, Kolubara, Mačva, Moravica, Nišava, North Bačka, Pčinja, Pirot,
    Podunavlje, Pomoravlje, Raška, South Banat, Srem, Šumadija, Toplica, West Bačka, Zlatibor`),
  streets: list(`Bulevar oslobođenja, Cara Dušana, Dositejeva, Đure Jakšića, Generala Mišića, Karađorđeva,
    Kneza Mihaila, Njegoševa, Patrijarha Pavla, Svetog Save, Terazije, Vojvode Stepe, Žička`),
  postcode: fiveDigits,
  phone: ['0##-####-###'],
  cell: ['06#-####-###'],
  id: { name: 'SID', pattern: '#########' },
};
