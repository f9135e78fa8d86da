/** Every named point of the programs where stopping would hurt, each with what has just happened: what a simulation should have reached. */
import { DELIVERY_HAZARDS, type DeliveryHazard } from "@tandem/delivery";
import { SHOP_HAZARDS, type ShopHazard } from "@tandem/shop";

export type HazardName = DeliveryHazard | ShopHazard;

export const HAZARDS: Readonly<Record<HazardName, string>> = { ...DELIVERY_HAZARDS, ...SHOP_HAZARDS };
