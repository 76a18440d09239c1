-- A game's page has an address of its own: the id alone says which workspace.
create unique index game_by_id on fission.game (game_id);
