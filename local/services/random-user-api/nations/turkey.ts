import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const turkey: Nation = {
  country: 'Turkey',
  firstNames: {
    female: list(`Ayşegül, Berfin, Ceyda, Çiğdem, Defne, Elif, Fatmagül, Gülşah, Hülya, Işıl, İpek, Kübra, Latife,
      Meltem, Nilüfer, Özlem, Pınar, Selin, Şebnem, Tuğçe, Ülkü, Yıldız`),
    male: list(`Alparslan, Burak, Cihan, Çağrı, Doruk, Emre, Ferhat, Gökhan, Halil, Ilgaz, İsmail, Kerem, Levent,
      Metehan, Nuri, Orhan, Ömür, Rıza, Serkan, Şükrü, Tuğrul, Ümit, Yiğit`),
  },
  lastNames: list(`Akgül, Başoğlu, Candan, Çetinkaya, Demirtaş, Erdoğdu, Fındıklı, Gümüş, Hakyemez, Işık, İlhan,
    Karaböcek, Limoncuoğlu, Mertoğlu, Nebioğlu, Özdemir, Pekkan, Sezgin, Şahin, Tokatlıoğlu, Uluşahin, Ünal, Yılmaz`),
  cities: list(`Adıyaman, Bingöl, Çanakkale, Denizli, Diyarbakır, Eskişehir, Gümüşhane, Iğdır, İzmir, Kahramanmaraş,
    Kırşehir, Muğla, Nevşehir, Ordu, Rize, Şanlıurfa, Tekirdağ, Uşak, Van, Zonguldak`),
  states: list(`Ağrı, Aydın, Bartın, Bolu, Çorum, Düzce, Edirne, Erzincan, Giresun, Hakkâri, Isparta, Karabük,
    Kırıkkale, Manisa, Niğde, Osmaniye, Sakarya, Siirt, Şırnak, Tunceli, Yozgat`),
  streets: list(`Anafartalar Cd, Atatürk Sk, Bağdat Cd, Cumhuriyet Cd, Fatih Sultan Mehmet Cd, İnönü Cd, Kıbrıs Cd,
    Kuşdili Sk, Mimar Sinan Cd, Şehitler Cd, Talatpaşa Cd, Tunalı Hilmi Cd, Yıldız Cd`),
  postcode: fiveDigits,
  phone: ['(###)-###-####'],
  cell: ['(###)-###-####'],
};
