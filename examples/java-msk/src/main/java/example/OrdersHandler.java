package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what each customer has paid in a batch. An order that cannot be read fails the batch. */
public class OrdersHandler implements RequestHandler<KafkaEvent, Void> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Void handleRequest(KafkaEvent event, Context context) {
    Map<String, BigDecimal> paid = new TreeMap<>();
    event.getRecords().values().stream()
        .flatMap(Collection::stream)
        .map(OrdersHandler::read)
        .forEach(order -> paid.merge(order.customer(), order.total(), BigDecimal::add));
    paid.forEach((customer, total) -> context.getLogger().log(customer + " paid " + total + "\n"));
    return null;
  }

  private static Order read(KafkaEventRecord entry) {
    try {
      return JSON.readValue(Base64.getDecoder().decode(entry.getValue()), Order.class);
    } catch (IOException e) {
      String where = entry.getTopic() + "-" + entry.getPartition() + " offset " + entry.getOffset();
      throw new UncheckedIOException(where + " is no order", e);
    }
  }
}
