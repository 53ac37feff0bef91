import { list } from '../list.ts';
import type { Nation } from './nation.ts';

export const canada: Nation = {
  country: 'Canada',
  firstNames: {
    female: list(`Abby, Béatrice, Chloé, Delphine, Emma, Florence, Gabrielle, Hannah, Inès, Juliette, Kayla, Laurie,
      Maëlie, Noémie, Olivia, Peyton, Rosalie, Sophie, Victoria, Zoé`),
    male: list(`Alexis, Benjamin, Connor, Derek, Étienne, Félix, Gavin, Hubert, Isaac, Jean-Luc, Kevin, Loïc, Mathis,
      Nathan, Olivier, Philippe, Raphaël, Samuel, Tristan, Zachary`),
  },
  lastNames: list(`Anderson, Bélanger, Côté, Denis, Evans, Fortin, Gagnon, Hughes, Jones, Knight, Lévesque, MacKenzie,
    Novak, Ouellet, Patel, Roy, Singh, St-Pierre, Thompson, Wilson, Wong`),
  cities: list(`Aurora, Beaumont, Chatham, Dieppe, Edmundston, Fort McMurray, Guelph, Halifax, Kelowna, Lévis, Moncton,
    Nanaimo, Oshawa, Québec, Rimouski, Saint-Jérôme, St. John's, Trois-Rivières, Val-d'Or, Whitehorse`),
  states: list(`Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland and Labrador, Northwest Territories,
    Nova Scotia, Nunavut, Ontario, Prince Edward Island, Québec, Saskatchewan, Yukon`),
  streets: list(`1st Ave, 22nd St, Bloor St W, Cedar Ave, Dalhousie Rd, Elm St, Grande Allée, Harbour Rd, King St,
    Lakeshore Blvd, Main St, Maple Ave, Rue Saint-Denis, Wellington St, Yonge St`),
  postcode: ['@#@ #@#'],
  phone: ['@## @##-####'],
  cell: ['@## @##-####'],
  id: { name: 'SIN', pattern: '#########' },
};
