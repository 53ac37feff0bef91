import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const india: Nation = {
  country: 'India',
  firstNames: {
    female: list(`Aditi, Bhavana, Chitra, Deepika, Esha, Falguni, Geeta, Hemalatha, Ishani, Jayanthi, Kavya, Lakshmi,
      Meenakshi, Nandini, Oviya, Padma, Rukmini, Sarojini, Tejaswini, Vaishnavi`),
    male: list(`Aarav, Balakrishna, Chandan, Devendra, Eshwar, Farhan, Gopal, Harish, Indrajit, Jagdish, Kartik, Laxman,
      Mohan, Naveen, Omkar, Prakash, Rohit, Sandeep, Tarun, Vikram`),
  },
  lastNames: list(`Acharya, Banerjee, Chatterjee, D'Souza, Fernandes, Gowda, Hegde, Iyer, Joshi, Kulkarni, Menon, Naidu,
    Pillai, Rao, Saxena, Shetty, Thakur, Upadhyay, Verma, Yadav`),
  cities: list(`Agra, Bhopal, Coimbatore, Dehradun, Erode, Faridabad, Guwahati, Hubli–Dharwad, Imphal, Jodhpur, Kochi,
    Lucknow, Mysore, Nagpur, Ongole, Patna, Raipur, Shimla, Tiruchirappalli, Visakhapatnam`),
  states: list(`Andaman and Nicobar Islands, Andhra Pradesh, Assam, Bihar, Dadra and Nagar Haveli, Goa, Gujarat,
    Himachal Pradesh, Karnataka, Kerala, Ladakh, Manipur, Odisha, Punjab, Sikkim, Tamil Nadu, Uttarakhand,
    West Bengal`),
  streets: list(`Anna Salai, Bannerghatta Rd, Connaught Place, Dickenson Rd, FC Rd, Gariahat Rd, Jubilee Hills,
    Linking Rd, Marine Drive, Nehru Rd, Park St, Residency Rd, Station Rd, Tilak Marg`),
  postcode: fiveDigits,
  phone: ['7#########', '8#########', '9#########'],
  cell: ['7#########', '8#########', '9#########'],
  id: { name: 'UIDAI', pattern: '############' },
};
