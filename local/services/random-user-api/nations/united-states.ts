import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const unitedStates: Nation = {
  country: 'United States',
  firstNames: {
    female: list(`Abigail, Beatrice, Crystal, Deanna, Esther, Felecia, Gwendolyn, Heather, Irma, Jo-Ann, Kristin,
      Loretta, Marsha, Naomi, Ophelia, Penny, Rosemary, Stacey, Tamara, Yvonne`),
    male: list(`Andre, Bradley, Clifton, Darrell, Everett, Franklin, Glen, Herbert, Isaiah, Jimmie, Kirk, Lonnie,
      Marvin, Nathaniel, Owen, Perry, Rafael, Shawn, Terrance, Wallace`),
  },
  lastNames: list(`Armstrong, Bradley, Castillo, Douglas, Edwards, Fleming, Gutierrez, Hoffman, Jenkins, Kennedy,
    Larson, McCoy, Newman, O'Hara, Peterson, Ramirez, Stevens, Terry, Vasquez, Watkins, Zimmerman`),
  cities: list(`Albuquerque, Boise, Coeur d'Alene, Denton, El Cajon, Fargo, Garden Grove, Hampton, Irving, Joliet,
    Knoxville, Lee's Summit, Murrieta, Norman, Ocala, Port St Lucie, Richmond, Sioux Falls, Topeka, Winston-Salem`),
  states: list(`Alaska, Arkansas, Colorado, Delaware, Georgia, Idaho, Kansas, Louisiana, Maine, Montana, New Hampshire,
    North Dakota, Ohio, Oregon, Rhode Island, South Carolina, Tennessee, Utah, Vermont, Wyoming`),
  streets: list(`Ash Dr, Brown Terrace, Clay St, Depaul Dr, E Pecan St, Frances Ct, Groveland Terrace, Hickory Creek Dr,
    James St, Lone Wolf Trail, Mockingbird Ln, Northaven Rd, Pockrus Page Rd, Railroad St, Sunset St, W Belt Line Rd`),
  postcode: fiveDigits,
  phone: ['(###) ###-####'],
  cell: ['(###) ###-####'],
  id: { name: 'SSN', pattern: '###-##-####' },
};
